using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Sluice.Runs;

namespace Sluice.Local.Commands;

/// <summary>
/// Runs a pipeline as its users do: drops the files, then the done-file, and follows the execution that it starts. A pipeline
/// without done-file is started as its schedule starts it.
/// </summary>
public sealed class PipelineRunner(LakeClient client, LakeNames names, PipelineFolder pipelines)
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    /// <summary>Drops the files and waits for the end of the run, and of the runs that its done-files start.</summary>
    /// <exception cref="RunRequestException">The run would refuse its range of dates; nothing has been dropped.</exception>
    public async Task<RunReport> RunAsync(RunToStart order, IRunObserver observer, CancellationToken cancellationToken)
    {
        var source = pipelines.SourcePrefix(order.Pipeline);
        if (source is not null && order.ToDate is not null)
        {
            // Its files go where those of all dates lie: a range that is none must not leave them there.
            _ = RunRequest.Read(JsonSerializer.SerializeToElement(order.Input()), "", SystemClock.Instance.GetCurrentInstant());
        }

        await pipelines.PushAsync(client, names.AssetsBucket, order.Pipeline, cancellationToken);
        var folder = await DropAsync(order, observer, cancellationToken);

        // Until the execution shows: an event that no rule matches starts none, and nothing else would end the wait.
        using var noExecution = new CancellationTokenSource(Timeout.InfiniteTimeSpan, TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, noExecution.Token);
        var events = await client.SubscribeAsync(stop.Token);
        var run = new FollowedRun();
        if (source is null && order.FromStage is null)
        {
            run.EntityTag = await DropDoneFileAsync($"{folder}{order.Pipeline}.done", observer, cancellationToken);
            noExecution.CancelAfter(StartLimit);
        }
        else
        {
            run.ExecutionArn = await StartAsync(order, cancellationToken);
        }

        var following = new FollowingRuns();
        try
        {
            await FollowAsync(events, () => noExecution.CancelAfter(Timeout.InfiniteTimeSpan), run, following, observer, stop.Token);
            await stop.CancelAsync();
        }
        catch (OperationCanceledException) when (noExecution.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"No execution started within {StartLimit.TotalSeconds:0} seconds of dropping {folder}{order.Pipeline}.done. " +
                "The template's rule starts one for keys that match incoming/*.done: look at `aws events list-rules` and the lake's log.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            if (run.End is null)
            {
                return LakeStopped(run, order);
            }

            // The run is over; those that follow it go on when a lake starts again, which their status says.
        }

        return Report(run, run.End!, order.ExecDate ?? "") with { Next = following.Runs }; // following ends with it, or as above
    }

    /// <summary>The run was started, or what starts it is stored, and it has not ended: the lake takes it up again.</summary>
    private static RunReport LakeStopped(FollowedRun run, RunToStart order) => new()
    {
        ExecutionArn = run.ExecutionArn,
        Status = RunReport.Running,
        ExecDate = order.ExecDate ?? "",
        RunId = run.RunId,
        Error = "LakeStopped",
        Cause = run.ExecutionArn is null
            ? "The lake stopped before the run started. The done-file is stored: the run starts when a lake starts again on its folder, with sluice up; sluice runs tells how it ended."
            : "The lake stopped before the run ended. The run goes on when a lake starts again on its folder, with sluice up; sluice runs tells how it ended.",
    };

    /// <summary>Drops the sample for each date of a back-fill for which nothing has arrived.</summary>
    public async Task DropSamplesAsync(LakeSession lake, BackfillOrder backfill, int? rows, CancellationToken cancellationToken)
    {
        foreach (var date in backfill.Dates)
        {
            using var incoming = await IncomingFiles.FindAsync(lake, pipelines, backfill.Pipeline, date, folder: null, cancellationToken, rows);
            var order = new RunToStart(backfill.Pipeline, date, incoming.Files) { Root = incoming.Root };
            await DropAsync(order, new SilentObserver(), cancellationToken);
        }
    }

    /// <summary>Drops the files; returns the folder they went to.</summary>
    private async Task<string> DropAsync(RunToStart order, IRunObserver observer, CancellationToken cancellationToken)
    {
        var folder = pipelines.SourcePrefix(order.Pipeline) ?? $"incoming/{pipelines.Dataset(order.Pipeline)}/{order.ExecDate}/";
        foreach (var file in order.Files)
        {
            var name = order.Root is null ? Path.GetFileName(file) : Path.GetRelativePath(order.Root, file).Replace('\\', '/');
            await PutAsync(folder + name, File.OpenRead(file), observer, cancellationToken);
        }

        return folder;
    }

    /// <summary>Drops the done-file; returns the entity tag that tells its execution.</summary>
    private async Task<string> DropDoneFileAsync(string key, IRunObserver observer, CancellationToken cancellationToken)
    {
        // Its own content gives the done-file its own entity tag, and the event carries that: it tells this run from others.
        var content = Encoding.UTF8.GetBytes(Guid.NewGuid().ToString("N"));
        var entityTag = Convert.ToHexStringLower(MD5.HashData(content));
        await PutAsync(key, new MemoryStream(content), observer, cancellationToken);
        return entityTag;
    }

    /// <summary>Starts a pipeline that waits for no done-file, as its schedule or a person would; returns the execution's ARN.</summary>
    private async Task<string> StartAsync(RunToStart order, CancellationToken cancellationToken)
    {
        var started = await client.InvokeAsync(
            "AWSStepFunctions.StartExecution",
            new JsonObject { ["stateMachineArn"] = names.StateMachineArn, ["input"] = order.Input().ToJsonString() },
            cancellationToken);
        return (string)started["executionArn"]!; // StartExecution always answers with it
    }

    private static async Task FollowAsync(
        IAsyncEnumerable<JsonObject> events,
        Action hasStarted,
        FollowedRun run,
        FollowingRuns following,
        IRunObserver observer,
        CancellationToken cancellationToken)
    {
        await foreach (var line in events.WithCancellation(cancellationToken))
        {
            var executionArn = (string)line["executionArn"]!; // every line of the stream names its execution
            var historyEvent = (JsonObject)line["event"]!;
            if (run.ExecutionArn is null && InputEntityTag(historyEvent) == run.EntityTag)
            {
                run.ExecutionArn = executionArn;
                hasStarted();
            }

            following.Saw(executionArn, historyEvent);
            if (executionArn == run.ExecutionArn)
            {
                observer.Happened(historyEvent);
                run.RunId ??= RunId(historyEvent);
                if (ExecutionEnd.Is(historyEvent))
                {
                    following.Expect(historyEvent);
                    run.End = historyEvent;
                }
            }

            if (run.End is not null && following.AreOver)
            {
                return;
            }
        }

        throw new HttpIOException(HttpRequestError.ResponseEnded, "Its events ended before the run did.");
    }

    private static string? InputEntityTag(JsonObject historyEvent) =>
        historyEvent["executionStartedEventDetails"]?["input"] is JsonValue input
            ? (string?)(JsonNode.Parse((string)input!) as JsonObject)?["detail"]?["object"]?["etag"]
            : null;

    /// <summary>The run's id, once ReadSetup has given it: a failed execution has no output that would tell.</summary>
    private static string? RunId(JsonObject historyEvent) =>
        historyEvent["stateExitedEventDetails"] is JsonObject exited && (string?)exited["name"] == "ReadSetup"
            && exited["output"] is JsonValue output
            ? (string?)(JsonNode.Parse((string)output!) as JsonObject)?["run_id"]
            : null;

    private async Task PutAsync(string key, Stream content, IRunObserver observer, CancellationToken cancellationToken)
    {
        await using (content)
        {
            var bytes = content.Length;
            await client.PutObjectAsync(names.LandingBucket, key, content, cancellationToken);
            observer.Dropped(names.LandingBucket, key, bytes);
        }
    }

    /// <summary>What the run's last event tells of it: a lake that has stopped since could not be asked.</summary>
    private static RunReport Report(FollowedRun run, JsonObject end, string execDate)
    {
        var status = ExecutionEnd.Status(end);
        var output = JsonNode.Parse((string?)ExecutionEnd.Details(end)?["output"] ?? "{}") as JsonObject ?? [];
        var failure = ExecutionEnd.Failure(end);
        return new RunReport
        {
            ExecutionArn = run.ExecutionArn,
            Status = status,
            ExecDate = (string?)output["exec_date"] ?? execDate,
            RunId = run.RunId,
            Published = Published(output),
            Stages = Stages(output),
            Results = Results(output),
            Warnings = [.. (output["checks"]?["warnings"] as JsonArray ?? []).Select(static warning => (string)warning!)], // CheckQuality's contract
            Error = failure?.Error,
            Cause = failure?.Cause,
        };
    }

    private static List<PublishedTable> Published(JsonObject output) =>
        (output["published"] as JsonArray ?? [])
        .OfType<JsonObject>()
        .Select(PublishedTable.Read)
        .ToList();

    private static List<StageRun> Stages(JsonObject output) =>
        (output["stages"] as JsonArray ?? [])
        .OfType<JsonObject>()
        .Select(static stage => new StageRun { Stage = (string)stage["stage"]!, Ran = (string)stage["ran"]!, Seconds = (long)stage["seconds"]! }) // RunStages writes them
        .ToList();

    private static List<HandledQuery> Results(JsonObject output) =>
        (output["query_results"] as JsonArray ?? [])
        .OfType<JsonObject>()
        .Select(static query => new HandledQuery { Query = (string)query["query"]!, Rows = (long)query["rows"]! }) // the state machine's ResultHandled
        .ToList();

    /// <summary>What is known of the run so far.</summary>
    private sealed class FollowedRun
    {
        /// <summary>The done-file's entity tag, for a run that is started by one.</summary>
        public string? EntityTag { get; set; }

        public string? ExecutionArn { get; set; }

        /// <summary>The execution's last event, once it is over.</summary>
        public JsonObject? End { get; set; }

        public string? RunId { get; set; }
    }
}
