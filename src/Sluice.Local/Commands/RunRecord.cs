using System.Text.Json.Serialization;

namespace Sluice.Local.Commands;

/// <summary>A run as <c>sluice runs</c> lists it.</summary>
public sealed record RunRecord
{
    /// <summary>Its date; as it was asked for where that is none, and null where none was asked for.</summary>
    [JsonPropertyName("exec_date")]
    public required string? ExecDate { get; init; }

    /// <summary>The run; null for an execution whose input names none.</summary>
    [JsonPropertyName("run_id")]
    public required string? RunId { get; init; }

    /// <summary>The execution's: RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>When the execution started, in UTC.</summary>
    [JsonPropertyName("started")]
    public string? Started { get; init; }

    /// <summary>The rows that it published; null when it has published nothing.</summary>
    [JsonPropertyName("rows")]
    public long? Rows { get; init; }

    /// <summary>How many stages and other steps it ran; null unless its execution has succeeded and is not forgotten.</summary>
    [JsonPropertyName("stages")]
    public int? Stages { get; init; }

    /// <summary>The rows of queries that it handed to functions; null as <see cref="Stages"/>.</summary>
    [JsonPropertyName("handled_rows")]
    public long? HandledRows { get; init; }

    /// <summary>
    /// Whether readers see its files now, in some partition at least; of a pipeline that publishes no table, whether the folders that its
    /// steps write hold what this run wrote. Null where that cannot be told.
    /// </summary>
    [JsonPropertyName("shown")]
    public required bool? Shown { get; init; }

    /// <summary>The error's name, or null.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>Why it failed, or null.</summary>
    [JsonPropertyName("cause")]
    public string? Cause { get; init; }

    /// <summary>Its execution.</summary>
    [JsonPropertyName("execution_arn")]
    public string? ExecutionArn { get; init; }
}
