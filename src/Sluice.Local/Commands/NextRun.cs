using System.Text.Json.Serialization;

namespace Sluice.Local.Commands;

/// <summary>A run that followed from another: a dependent pipeline, started by the done-file that the other made.</summary>
public sealed record NextRun
{
    /// <summary>The done-file's key in the landing bucket.</summary>
    [JsonPropertyName("done_file")]
    public required string DoneFile { get; init; }

    /// <summary>The execution's ARN; null when the lake stopped before the run started: it starts when a lake is up again.</summary>
    [JsonPropertyName("execution_arn")]
    public required string? ExecutionArn { get; init; }

    /// <summary>SUCCEEDED, FAILED, TIMED_OUT, ABORTED, or RUNNING when the lake stopped before this run ended.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>The error's name, or null.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>What went wrong, for a person, or null.</summary>
    [JsonPropertyName("cause")]
    public string? Cause { get; init; }
}
