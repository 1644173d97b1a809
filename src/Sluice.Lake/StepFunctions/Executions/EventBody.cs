using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>A history event before it has its number and time.</summary>
/// <param name="Type">As in the service's model: <c>TaskStateEntered</c>.</param>
/// <param name="DetailsName">The member with its details; null when the type has none.</param>
/// <param name="Details">The details.</param>
internal sealed record EventBody(string Type, string? DetailsName = null, JsonObject? Details = null)
{
    public static EventBody ExecutionStarted(string input, string roleArn) => new("ExecutionStarted", "executionStartedEventDetails", new JsonObject
    {
        ["input"] = input,
        ["inputDetails"] = new JsonObject { ["truncated"] = false },
        ["roleArn"] = roleArn,
    });

    public static EventBody ExecutionSucceeded(string output) => new("ExecutionSucceeded", "executionSucceededEventDetails", new JsonObject
    {
        ["output"] = output,
        ["outputDetails"] = new JsonObject { ["truncated"] = false },
    });

    public static EventBody ExecutionFailed(string? error, string? cause) => Ended("ExecutionFailed", "executionFailedEventDetails", error, cause);

    public static EventBody ExecutionTimedOut(string? error, string? cause) => Ended("ExecutionTimedOut", "executionTimedOutEventDetails", error, cause);

    public static EventBody ExecutionAborted(string? error, string? cause) => Ended("ExecutionAborted", "executionAbortedEventDetails", error, cause);

    public static EventBody StateEntered(string type, string name, string input) => new($"{type}StateEntered", "stateEnteredEventDetails", new JsonObject
    {
        ["name"] = name,
        ["input"] = input,
        ["inputDetails"] = new JsonObject { ["truncated"] = false },
    });

    public static EventBody StateExited(string type, string name, string output) => new($"{type}StateExited", "stateExitedEventDetails", new JsonObject
    {
        ["name"] = name,
        ["output"] = output,
        ["outputDetails"] = new JsonObject { ["truncated"] = false },
    });

    public static EventBody MapStateStarted(int length) => new("MapStateStarted", "mapStateStartedEventDetails", new JsonObject { ["length"] = length });

    public static EventBody MapIteration(string what, string name, int index) => new(
        $"MapIteration{what}", $"mapIteration{what}EventDetails", new JsonObject { ["name"] = name, ["index"] = index });

    private static EventBody Ended(string type, string member, string? error, string? cause)
    {
        var details = new JsonObject();
        if (error is not null)
        {
            details["error"] = error;
        }

        if (cause is not null)
        {
            details["cause"] = cause;
        }

        return new EventBody(type, member, details);
    }
}
