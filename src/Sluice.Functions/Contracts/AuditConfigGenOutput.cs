using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>The audit configurations that were made.</summary>
public sealed record AuditConfigGenOutput
{
    /// <summary>Their keys in the assets bucket, one a table; empty for a pipeline that audits nothing.</summary>
    [JsonPropertyName("configurations")]
    public required IReadOnlyList<string> Configurations { get; init; }
}
