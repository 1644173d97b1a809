using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.Local.Commands;

/// <summary>
/// Prints the files as they are dropped and the states that do something as they pass, a line each; Choice and Pass states only decide
/// which those are. A state whose last attempt failed has failed, also when its Catch took the error: the history has the failure right
/// before the state's exit.
/// </summary>
public sealed class StateProgress(TextWriter output, bool colour) : IRunObserver
{
    private readonly Dictionary<string, double> entered = [];
    private readonly Dictionary<long, string> states = []; // event → the state that it happened in
    private readonly HashSet<long> failures = []; // events

    /// <inheritdoc/>
    public void Dropped(string bucket, string key, long bytes) =>
        output.WriteLine($"  {Dim("put")}  s3://{bucket}/{key} {Dim(Size(bytes))}");

    /// <inheritdoc/>
    public void Happened(JsonObject historyEvent)
    {
        var type = (string?)historyEvent["type"] ?? "";
        var at = (double?)historyEvent["timestamp"] ?? 0;
        var (id, previous) = ((long?)historyEvent["id"] ?? 0, (long?)historyEvent["previousEventId"] ?? 0);
        if (historyEvent["stateEnteredEventDetails"] is JsonObject enteredDetails)
        {
            states[id] = (string)enteredDetails["name"]!; // a state always has a name
            entered[states[id]] = at;
        }
        else if (historyEvent["stateExitedEventDetails"] is JsonObject exitedDetails)
        {
            if (type is not ("ChoiceStateExited" or "PassStateExited"))
            {
                WriteState((string)exitedDetails["name"]!, failures.Contains(previous), at); // a state always has a name
            }
        }
        else
        {
            WriteFailure(type, previous, at);
            if ((MapOf(type, historyEvent) ?? states.GetValueOrDefault(previous)) is { } state && type != "ParallelStateFailed")
            {
                states[id] = state;
            }

            if (IsFailure(type))
            {
                failures.Add(id);
            }
        }
    }

    /// <summary>The Map whose iteration ends with this event: what follows is no part of the states in it.</summary>
    private static string? MapOf(string type, JsonObject historyEvent) => type is "MapIterationSucceeded" or "MapIterationFailed" or "MapIterationAborted"
        ? (string?)historyEvent[$"m{type[1..]}EventDetails"]?["name"]
        : null;

    private static bool IsFailure(string type) =>
        type.EndsWith("Failed", StringComparison.Ordinal) || type.EndsWith("TimedOut", StringComparison.Ordinal);

    /// <summary>A state whose error nobody caught is never left: it ends what it is part of, an iteration, a branch or the execution.</summary>
    private void WriteFailure(string type, long previous, double at)
    {
        if (type is "MapIterationFailed" or "ParallelStateFailed" or "ExecutionFailed"
            && failures.Contains(previous) && states.TryGetValue(previous, out var state))
        {
            WriteState(state, failed: true, at);
        }

        if (type is "ExecutionFailed" or "ExecutionTimedOut" or "ExecutionAborted")
        {
            output.WriteLine($"  {Red("fail")} {type}");
        }
    }

    private void WriteState(string name, bool failed, double at)
    {
        var seconds = entered.TryGetValue(name, out var from) ? at - from : 0;
        output.WriteLine($"  {(failed ? Red("fail") : Green("ok") + "  ")} {name.PadRight(28)} {Dim(seconds.ToString("0.00", CultureInfo.InvariantCulture) + " s")}");
    }

    private static string Size(long bytes) => bytes switch
    {
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        _ => $"{bytes} B",
    };

    private string Dim(string text) => Paint("2", text);

    private string Green(string text) => Paint("32", text);

    private string Red(string text) => Paint("31", text);

    private string Paint(string code, string text) => colour ? $"\e[{code}m{text}\e[0m" : text;
}
