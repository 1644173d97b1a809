using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Runs;

namespace Sluice.Local.Commands;

/// <summary>Reads the last event of an execution's history, as <c>/_sluice/events</c> has it.</summary>
internal static class ExecutionEnd
{
    /// <summary>Whether a history event is an execution's last.</summary>
    public static bool Is(JsonObject historyEvent) =>
        (string?)historyEvent["type"] is "ExecutionSucceeded" or "ExecutionFailed" or "ExecutionTimedOut" or "ExecutionAborted";

    /// <summary>The execution's status, as DescribeExecution has it.</summary>
    public static string Status(JsonObject end) => (string?)end["type"] switch
    {
        "ExecutionSucceeded" => "SUCCEEDED",
        "ExecutionFailed" => "FAILED",
        "ExecutionTimedOut" => "TIMED_OUT",
        _ => "ABORTED", // the last of those that Is takes
    };

    /// <summary>What it tells of how the execution ended; null when that is nothing.</summary>
    public static JsonNode? Details(JsonObject end) =>
        end[$"{JsonNamingPolicy.CamelCase.ConvertName((string)end["type"]!)}EventDetails"]; // every event has a type

    /// <summary>Why the execution failed; null when it has succeeded.</summary>
    public static RunFailure? Failure(JsonObject end) =>
        Status(end) is var status && status == "SUCCEEDED" ? null : ExecutionFailure.Of(status, Details(end));
}
