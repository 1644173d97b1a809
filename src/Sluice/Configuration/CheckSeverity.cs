using System.Text.Json.Serialization;

namespace Sluice.Configuration;

/// <summary>What follows when a check does not pass.</summary>
[JsonConverter(typeof(WordConverter<CheckSeverity>))]
public enum CheckSeverity
{
    /// <summary>The run fails and publishes nothing.</summary>
    Error,

    /// <summary>It stands in the run's report; the run goes on.</summary>
    Warn,
}
