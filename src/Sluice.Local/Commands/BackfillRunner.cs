using System.Text.Json.Nodes;

namespace Sluice.Local.Commands;

/// <summary>Runs a pipeline for many dates, by the state machine that does it on AWS, and follows the runs.</summary>
public sealed class BackfillRunner(LakeClient client, LakeNames names, PipelineFolder pipelines)
{
    /// <summary>Starts the back-fill and waits for its end.</summary>
    /// <param name="order">What to run.</param>
    /// <param name="ended">Is told of each run when it has ended.</param>
    /// <param name="cancellationToken">Gives up following; the back-fill goes on.</param>
    public async Task<BackfillReport> RunAsync(BackfillOrder order, Action<BackfillRun> ended, CancellationToken cancellationToken)
    {
        await pipelines.PushAsync(client, names.AssetsBucket, order.Pipeline, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = await client.SubscribeAsync(stop.Token);
        var input = new JsonObject
        {
            ["pipeline"] = order.Pipeline,
            ["dates"] = new JsonArray([.. order.Dates.Select(static date => (JsonNode)date)]),
            ["concurrency"] = order.Concurrency,
        };
        var started = await client.InvokeAsync(
            "AWSStepFunctions.StartExecution",
            new JsonObject { ["stateMachineArn"] = names.BackfillStateMachineArn, ["input"] = input.ToJsonString() },
            cancellationToken);
        var arn = (string)started["executionArn"]!; // StartExecution always answers with it
        var runs = await FollowAsync(events, arn, ended, cancellationToken);
        await stop.CancelAsync();
        var execution = await client.InvokeAsync(
            "AWSStepFunctions.DescribeExecution", new JsonObject { ["executionArn"] = arn }, cancellationToken);
        var failure = ExecutionFailure.Of(execution);
        return new BackfillReport
        {
            ExecutionArn = arn,
            Status = (string)execution["status"]!, // DescribeExecution always has it
            Pipeline = order.Pipeline,
            Runs = order.Dates.Count,
            SucceededRuns = runs.Count(static run => run.Status == "SUCCEEDED"),
            Failed = [.. runs.Where(static run => run.Status != "SUCCEEDED").OrderBy(static run => run.ExecDate, StringComparer.Ordinal)],
            Error = failure?.Error,
            Cause = failure?.Cause,
        };
    }

    private static async Task<IReadOnlyCollection<BackfillRun>> FollowAsync(
        IAsyncEnumerable<JsonObject> events, string backfill, Action<BackfillRun> ended, CancellationToken cancellationToken)
    {
        var runs = new Dictionary<string, BackfillRun>(StringComparer.Ordinal);
        await foreach (var line in events.WithCancellation(cancellationToken))
        {
            var arn = (string)line["executionArn"]!; // every line of the stream names its execution
            var historyEvent = (JsonObject)line["event"]!;
            if (Started(historyEvent, backfill) is { } execDate)
            {
                runs[arn] = new BackfillRun { ExecDate = execDate, ExecutionArn = arn };
            }

            if (!ExecutionEnd.Is(historyEvent))
            {
                continue;
            }

            if (arn == backfill)
            {
                return runs.Values;
            }

            if (runs.TryGetValue(arn, out var run))
            {
                var failure = ExecutionEnd.Failure(historyEvent);
                runs[arn] = run with { Status = ExecutionEnd.Status(historyEvent), Error = failure?.Error, Cause = failure?.Cause };
                ended(runs[arn]);
            }
        }

        throw new InvalidOperationException("The lake stopped before the back-fill ended. Start it again: the back-fill goes on from where it was.");
    }

    /// <summary>The exec_date of a run that this event starts for the back-fill, or null.</summary>
    private static string? Started(JsonObject historyEvent, string backfill) =>
        historyEvent["executionStartedEventDetails"]?["input"] is JsonValue input
            && JsonNode.Parse((string)input!) is JsonObject fields // the input is text, and JSON
            && fields["AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID"] is JsonValue parent && parent.ToString() == backfill
            ? (string?)fields["exec_date"]
            : null;
}
