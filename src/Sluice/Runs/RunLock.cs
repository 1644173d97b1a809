using System.Text.Json.Serialization;

namespace Sluice.Runs;

/// <summary>
/// What the lock object holds. A lock that this very execution holds is not a duplicate: the function that took it may be
/// retried after S3 had already stored it.
/// </summary>
public sealed record RunLock
{
    /// <summary>The execution that holds the lock.</summary>
    public required string ExecutionName { get; init; }

    /// <summary>Its ARN: whether it still runs can be asked.</summary>
    public string ExecutionArn { get; init; } = "";

    /// <summary>Its run.</summary>
    public required string RunId { get; init; }

    /// <summary>The key of its plan, which says what jobs its steps run; empty in the lock of an event, which is taken before there is a plan.</summary>
    public string PlanKey { get; init; } = "";

    /// <summary>True when the execution holds this lock itself.</summary>
    public bool IsHeldBy(string executionName) => string.Equals(ExecutionName, executionName, StringComparison.Ordinal);
}
