using System.Text.Json;

namespace Sluice.Runs;

/// <summary>Why a run failed, as a person wants to read it.</summary>
/// <param name="Error">The error's name: the exception's type, or Step Functions' own name for it.</param>
/// <param name="Cause">The message.</param>
public sealed record RunFailure(string Error, string Cause)
{
    /// <summary>Reads what a Catch of the state machine was given.</summary>
    /// <param name="caught">
    /// <c>{"Error": ..., "Cause": ...}</c>. A function's Cause is JSON in a string, with the message in it, and is cut off when it is
    /// too long; so is a Glue job run's, with the run itself in it; of other tasks it is any text, and time-outs have none.
    /// </param>
    public static RunFailure Of(JsonElement caught)
    {
        var error = Text(caught, "Error") ?? "States.Runtime";
        var cause = Text(caught, "Cause");
        return cause is not { Length: > 0 }
            ? new RunFailure(error, $"{error} without a cause. The execution's history shows which state it was.")
            : Parsed(error, cause) ?? new RunFailure(error, cause);
    }

    /// <summary>Why an execution ended of which no Catch has told.</summary>
    /// <param name="status"><c>ABORTED</c>, <c>TIMED_OUT</c> or <c>FAILED</c>.</param>
    /// <param name="error">What the execution has as its error, or nothing.</param>
    /// <param name="cause">Its cause, or nothing.</param>
    public static RunFailure OfExecution(string status, string? error, string? cause)
    {
        var (name, text) = status switch
        {
            "ABORTED" => ("ExecutionAborted", "The execution was stopped. Who did it gave no cause."),
            "TIMED_OUT" => ("States.Timeout", "The execution took longer than it may."),
            _ => ("States.Runtime", "The execution failed without a cause. Its history shows which state it was."),
        };
        return new RunFailure(string.IsNullOrEmpty(error) ? name : error, string.IsNullOrEmpty(cause) ? text : cause);
    }

    private static RunFailure? Parsed(string error, string cause)
    {
        try
        {
            using var parsed = JsonDocument.Parse(cause);
            return Text(parsed.RootElement, "errorMessage") is { } message ? new RunFailure(error, message) : JobRun(parsed.RootElement);
        }
        catch (JsonException)
        {
            return null; // It is a text of its own.
        }
    }

    /// <summary>A run of a Glue job that did not succeed; a stage's job is told by the object that it works on.</summary>
    private static RunFailure? JobRun(JsonElement run)
    {
        if (Text(run, "JobRunState") is not { } state)
        {
            return null;
        }

        var location = run.TryGetProperty("Arguments", out var arguments) ? Text(arguments, "--group_location") : null;
        var stage = location is null ? "" : $"{location[(location.LastIndexOf('/') + 1)..].Split('.')[0]}, ";
        return new RunFailure("StageFailed", $"{stage}run {Text(run, "Id")} of {Text(run, "JobName")}, is {state}. {Text(run, "ErrorMessage")}".TrimEnd());
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
