using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>A run that is over; empty when the schedule asks for the done-files of folders that have become complete.</summary>
public sealed record CreateDoneFileInput
{
    /// <summary>The pipeline.</summary>
    [JsonPropertyName("pipeline")]
    public string Pipeline { get; init; } = "";

    /// <summary>The run's date, <c>yyyy-MM-dd</c>.</summary>
    [JsonPropertyName("exec_date")]
    public string ExecDate { get; init; } = "";

    /// <summary>The run.</summary>
    [JsonPropertyName("run_id")]
    public string RunId { get; init; } = "";

    /// <summary>The key of the run's plan in the assets bucket.</summary>
    [JsonPropertyName("plan_key")]
    public string PlanKey { get; init; } = "";
}
