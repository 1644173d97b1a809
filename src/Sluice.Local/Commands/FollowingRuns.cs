using System.Text.Json.Nodes;

namespace Sluice.Local.Commands;

/// <summary>Finds, among the events of all executions, the runs that a run's done-files start, and those that theirs start.</summary>
internal sealed class FollowingRuns
{
    private readonly Dictionary<string, string> executions = []; // done-file → the execution it started last
    private readonly Dictionary<string, JsonObject> ends = []; // execution → its last event
    private readonly List<string> expected = []; // done-files

    /// <summary>The runs that follow, in the order in which they are started; those that are not over yet have the status of a run that goes on.</summary>
    public IReadOnlyList<NextRun> Runs => [.. expected.Select(Run)];

    /// <summary>Whether every run that has to follow is over.</summary>
    public bool AreOver => expected.All(IsOver);

    /// <summary>Takes note of an event of whichever execution.</summary>
    public void Saw(string executionArn, JsonObject historyEvent)
    {
        if (historyEvent["executionStartedEventDetails"]?["input"] is JsonValue input
            && (JsonNode.Parse((string)input!) as JsonObject)?["detail"] is JsonObject detail && (string?)detail["object"]?["key"] is { } key)
        {
            executions[key] = executionArn;
        }

        if (ExecutionEnd.Is(historyEvent))
        {
            ends[executionArn] = historyEvent;
            if (expected.Any(doneFile => executions.GetValueOrDefault(doneFile) == executionArn))
            {
                Expect(historyEvent);
            }
        }
    }

    /// <summary>Expects the runs that an ended execution's done-files start. They may be over already.</summary>
    public void Expect(JsonObject end)
    {
        var output = (string?)end["executionSucceededEventDetails"]?["output"] is { } text ? JsonNode.Parse(text) as JsonObject : null;
        foreach (var doneFile in (output?["done_files"] as JsonArray ?? []).Select(static key => (string)key!)) // keys are texts
        {
            if (doneFile.EndsWith(".done", StringComparison.Ordinal) && !expected.Contains(doneFile))
            {
                expected.Add(doneFile);
                if (IsOver(doneFile))
                {
                    Expect(ends[executions[doneFile]]);
                }
            }
        }
    }

    private NextRun Run(string doneFile)
    {
        var execution = executions.GetValueOrDefault(doneFile);
        var end = execution is null ? null : ends.GetValueOrDefault(execution);
        var failure = end is null ? null : ExecutionEnd.Failure(end);
        return new NextRun
        {
            DoneFile = doneFile,
            ExecutionArn = execution,
            Status = end is null ? RunReport.Running : ExecutionEnd.Status(end),
            Error = failure?.Error,
            Cause = failure?.Cause,
        };
    }

    private bool IsOver(string doneFile) => executions.TryGetValue(doneFile, out var execution) && ends.ContainsKey(execution);
}
