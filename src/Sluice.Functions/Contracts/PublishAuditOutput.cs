using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>The audit table's partitions that show the run.</summary>
public sealed record PublishAuditOutput
{
    /// <summary>Their names; none where nothing changed, or there was nothing to compare with.</summary>
    [JsonPropertyName("partitions")]
    public required IReadOnlyList<string> Partitions { get; init; }
}
