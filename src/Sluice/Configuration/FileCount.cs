using System.Text.Json.Serialization;

namespace Sluice.Configuration;

/// <summary>How many files a pattern has to match.</summary>
[JsonConverter(typeof(WordConverter<FileCount>))]
public enum FileCount
{
    /// <summary>Exactly one.</summary>
    One,

    /// <summary>One or more.</summary>
    Many,
}
