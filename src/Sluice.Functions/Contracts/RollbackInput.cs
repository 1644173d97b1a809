using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>Which date to roll back.</summary>
public sealed record RollbackInput
{
    /// <summary>The pipeline.</summary>
    [JsonPropertyName("pipeline")]
    public string Pipeline { get; init; } = "";

    /// <summary>The date, <c>yyyy-MM-dd</c>.</summary>
    [JsonPropertyName("exec_date")]
    public string ExecDate { get; init; } = "";

    /// <summary>The run to go back to; empty takes the one before the run that readers see.</summary>
    [JsonPropertyName("run_id")]
    public string RunId { get; init; } = "";
}
