using System.Text.Json.Serialization;

namespace Sluice.Configuration;

/// <summary>One of the lake's zones: a bucket and a Glue database each.</summary>
[JsonConverter(typeof(WordConverter<Zone>))]
public enum Zone
{
    /// <summary>What arrived.</summary>
    Landing,

    /// <summary>What pipelines publish.</summary>
    Processed,

    /// <summary>What changed, and why.</summary>
    Audit,
}
