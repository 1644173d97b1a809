using System.Text.Json.Serialization;

namespace Sluice.Configuration;

/// <summary>How a statement's rows reach their table.</summary>
[JsonConverter(typeof(WordConverter<WriteMode>))]
public enum WriteMode
{
    /// <summary>Staged beside the table, then published by switching partitions: a re-run replaces.</summary>
    Replace,

    /// <summary>A plain INSERT INTO: a re-run adds.</summary>
    Append,
}
