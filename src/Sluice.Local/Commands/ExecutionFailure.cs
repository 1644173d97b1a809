using System.Text.Json.Nodes;
using Sluice.Runs;

namespace Sluice.Local.Commands;

/// <summary>Why an execution ended without success, in words, also where Step Functions has none: one that was stopped or timed out.</summary>
internal static class ExecutionFailure
{
    /// <summary>The failure; null for an execution that has succeeded or is under way.</summary>
    /// <param name="execution">What DescribeExecution answers.</param>
    public static RunFailure? Of(JsonObject execution) =>
        (string)execution["status"]! is ("FAILED" or "TIMED_OUT" or "ABORTED") and { } status // DescribeExecution always has it
            ? Of(status, execution)
            : null;

    /// <summary>The failure of an execution that ended in a status.</summary>
    /// <param name="status"><c>FAILED</c>, <c>TIMED_OUT</c> or <c>ABORTED</c>.</param>
    /// <param name="details">Where its <c>error</c> and <c>cause</c> are, if it has any.</param>
    public static RunFailure Of(string status, JsonNode? details) =>
        RunFailure.OfExecution(status, (string?)details?["error"], (string?)details?["cause"]);
}
