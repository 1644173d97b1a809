using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>Which run a function works for: what the state machine passes to each state after ReadSetup.</summary>
public record RunInput
{
    /// <summary>The pipeline.</summary>
    [JsonPropertyName("pipeline")]
    public required string Pipeline { get; init; }

    /// <summary>The run's date, <c>yyyy-MM-dd</c>.</summary>
    [JsonPropertyName("exec_date")]
    public required string ExecDate { get; init; }

    /// <summary>The run.</summary>
    [JsonPropertyName("run_id")]
    public required string RunId { get; init; }

    /// <summary>The key of the run's plan in the assets bucket.</summary>
    [JsonPropertyName("plan_key")]
    public required string PlanKey { get; init; }
}
