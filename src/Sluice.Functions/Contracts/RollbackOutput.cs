using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>What readers see from now on.</summary>
public sealed record RollbackOutput
{
    /// <summary>The pipeline.</summary>
    [JsonPropertyName("pipeline")]
    public required string Pipeline { get; init; }

    /// <summary>The date.</summary>
    [JsonPropertyName("exec_date")]
    public required string ExecDate { get; init; }

    /// <summary>The run whose rows are shown now.</summary>
    [JsonPropertyName("run_id")]
    public required string RunId { get; init; }

    /// <summary>The run whose rows were shown before; null when none were.</summary>
    [JsonPropertyName("from_run_id")]
    public string? FromRunId { get; init; }

    /// <summary>The tables.</summary>
    [JsonPropertyName("published")]
    public required IReadOnlyList<PublishedTable> Published { get; init; }
}
