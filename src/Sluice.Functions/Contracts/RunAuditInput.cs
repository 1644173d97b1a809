using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>A table to audit in a run.</summary>
public sealed record RunAuditInput : RunInput
{
    /// <summary>The key of the table's audit configuration in the assets bucket.</summary>
    [JsonPropertyName("configuration_key")]
    public required string ConfigurationKey { get; init; }

    /// <summary>The seconds waited so far, in all; 0 unless given.</summary>
    [JsonPropertyName("waited_seconds")]
    public int WaitedSeconds { get; init; }
}
