using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>The run that wants to run steps.</summary>
public sealed record HoldStepsInput : RunInput
{
    /// <summary>The execution's ARN: others ask by it whether the run is still at work.</summary>
    [JsonPropertyName("execution_arn")]
    public required string ExecutionArn { get; init; }

    /// <summary>The ARN of an execution that has been found to have ended; empty when none.</summary>
    [JsonPropertyName("ended_execution")]
    public string EndedExecution { get; init; } = "";

    /// <summary>The seconds waited so far.</summary>
    [JsonPropertyName("waited_seconds")]
    public int WaitedSeconds { get; init; }

    /// <summary>True before each step: the run has held its steps since before the first, and does not wait any more.</summary>
    [JsonPropertyName("must_hold")]
    public bool MustHold { get; init; }
}
