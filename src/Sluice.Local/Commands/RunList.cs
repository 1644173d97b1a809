using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Sluice.Lake.Protocol;
using Sluice.Planning;
using Sluice.Publishing;
using Sluice.Runs;

namespace Sluice.Local.Commands;

/// <summary>
/// Reads which runs of a pipeline there were: their folders in the assets bucket, their executions, and what tables point at. A run that
/// was refused has a folder without a plan, and where not even its date exists a failure of its own.
/// </summary>
public sealed class RunList(LakeClient client, LakeNames names)
{
    /// <summary>The runs, by date and then by time.</summary>
    /// <param name="pipeline">The pipeline; of one that does not exist there may be runs that were refused.</param>
    /// <param name="execDate">The date; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<RunRecord>> ReadAsync(string pipeline, LocalDate? execDate, CancellationToken cancellationToken)
    {
        var prefix = execDate is { } date ? RunKeys.DateFolder(pipeline, date) : $"runs/{pipeline}/";
        var keys = (await client.ListKeysAsync(names.AssetsBucket, prefix, cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var shown = new Dictionary<(string, string), HashSet<string>>();
        var steps = new StepsShown(client, names);
        var records = new List<RunRecord>();
        var orders = new Dictionary<string, RunOrder>(StringComparer.Ordinal);
        foreach (var key in keys.Where(static key => key.EndsWith("/plan.json", StringComparison.Ordinal)))
        {
            var plan = RunPlan.FromJson(Encoding.UTF8.GetBytes(await TextAsync(key, cancellationToken)));
            var isShown = plan.StagedTables.Count == 0 ? await steps.IsShownAsync(plan, cancellationToken) : false;
            foreach (var staged in plan.StagedTables)
            {
                if (!shown.TryGetValue((staged.Database, staged.Table), out var runs))
                {
                    shown[(staged.Database, staged.Table)] = runs = await ShownAsync(staged.Database, staged.Table, cancellationToken);
                }

                isShown |= runs.Contains(plan.RunId);
            }

            records.Add(await RecordAsync(plan, keys, isShown, cancellationToken));
            orders[plan.RunId] = plan.Order;
        }

        foreach (var key in keys.Where(key => key.EndsWith("/failure.json", StringComparison.Ordinal) && !keys.Contains(Plan(key))))
        {
            // runs/PIPELINE/DATE/RUN/failure.json
            if (key.Split('/') is [_, _, var ofDate, var runId, _] && RunId.IsValid(runId))
            {
                records.Add(await RefusedAsync(await FailureAsync(key, cancellationToken), ofDate, runId, cancellationToken));
            }
        }

        await AddNamelessAsync(records, pipeline, execDate, cancellationToken);
        return
        [
            .. records.OrderBy(static run => run.ExecDate, StringComparer.Ordinal)
                .ThenBy(Second, StringComparer.Ordinal)
                .ThenBy(run => run.RunId is { } id ? orders.GetValueOrDefault(id) : null, RunOrder.OldestFirst)
                .ThenBy(static run => run.Started, StringComparer.Ordinal)
                .GroupBy(static run => run.ExecDate).SelectMany(WithEmpty),
        ];
    }

    /// <summary>A run without rows leaves no partition that could point at it: readers see it when they see no run of its date and it published last.</summary>
    private static IEnumerable<RunRecord> WithEmpty(IEnumerable<RunRecord> ofDate)
    {
        var runs = ofDate.ToList();
        var last = runs.FindLastIndex(static run => run.Rows is not null);
        if (last >= 0 && runs[last].Rows == 0 && runs.TrueForAll(static run => run.Shown == false))
        {
            runs[last] = runs[last] with { Shown = true };
        }

        return runs;
    }

    /// <summary>The second of a run, <c>yyyyMMddHHmmss</c>: its event's, which its id has; of what has none, its start's.</summary>
    private static string Second(RunRecord run) =>
        string.Concat((run.RunId is { } id ? RunId.SecondOf(id) : run.Started ?? "").Where(char.IsAsciiDigit).Take(14));

    private static string Plan(string failureKey) => $"{failureKey[..failureKey.LastIndexOf('/')]}/plan.json";

    /// <summary>Those whose date does not exist, and what else names no run: they are in no date's folder.</summary>
    private async Task AddNamelessAsync(List<RunRecord> records, string pipeline, LocalDate? execDate, CancellationToken cancellationToken)
    {
        foreach (var key in await client.ListKeysAsync(names.AssetsBucket, "failures/", cancellationToken))
        {
            var failure = await FailureAsync(key, cancellationToken);
            if (AskedRun.Of(JsonSerializer.SerializeToElement(failure["input"])) is { } asked
                && asked.Pipeline == pipeline && (execDate is not { } date || asked.ExecDate == ExecDate.Format(date)))
            {
                records.Add(await RefusedAsync(failure, asked.ExecDate, runId: null, cancellationToken));
            }
        }
    }

    private async Task<RunRecord> RefusedAsync(JsonObject failure, string? execDate, string? runId, CancellationToken cancellationToken)
    {
        var execution = await client.FindExecutionAsync((string?)failure["execution_arn"], cancellationToken);
        return new RunRecord
        {
            ExecDate = execDate,
            RunId = runId,
            Status = Status(execution) ?? "FAILED",
            Started = Started(execution),
            Shown = false,
            Error = (string?)failure["error"],
            Cause = (string?)failure["cause"],
            ExecutionArn = (string?)failure["execution_arn"],
        };
    }

    private async Task<RunRecord> RecordAsync(RunPlan plan, HashSet<string> keys, bool? isShown, CancellationToken cancellationToken)
    {
        var published = keys.Contains(plan.Keys.Published) ? JsonNode.Parse(await TextAsync(plan.Keys.Published, cancellationToken)) : null;
        var failure = keys.Contains(plan.Keys.Failure) ? await FailureAsync(plan.Keys.Failure, cancellationToken) : null;
        // Without a name its functions were invoked by hand.
        var execution = await client.FindExecutionAsync(
            plan.ExecutionName.Length == 0 ? null : $"{names.StateMachineArn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{plan.ExecutionName}",
            cancellationToken);
        var ended = execution is null ? null : ExecutionFailure.Of(execution);
        var output = (string?)execution?["output"] is { } text ? JsonNode.Parse(text) as JsonObject : null;
        return new RunRecord
        {
            ExecDate = ExecDate.Format(plan.ExecDate),
            RunId = plan.RunId,
            // Executions are forgotten after 90 days on AWS; the run's folder is not.
            Status = Status(execution) ?? (failure is not null ? "FAILED" : published is not null ? "SUCCEEDED" : "UNKNOWN"),
            Started = Started(execution) ?? Format(plan.Order.StartedAt.ToDateTimeOffset()),
            // A pipeline of stages alone publishes no table. Every table has its rows.
            Rows = published?["published"]?.AsArray() is { Count: > 0 } tables ? tables.Sum(static table => (long)table!["rows"]!) : null,
            Stages = (output?["stages"] as JsonArray)?.Count,
            HandledRows = (output?["query_results"] as JsonArray)?.Sum(static query => (long)query!["rows"]!), // the state machine's ResultHandled
            Shown = isShown,
            Error = (string?)failure?["error"] ?? ended?.Error,
            Cause = (string?)failure?["cause"] ?? ended?.Cause,
            ExecutionArn = (string?)execution?["executionArn"],
        };
    }

    private static string? Status(JsonObject? execution) => (string?)execution?["status"];

    private static string? Started(JsonObject? execution) =>
        execution?["startDate"] is { } start ? Format(DateTimeOffset.FromUnixTimeMilliseconds((long)((double)start * 1000))) : null;

    private static string Format(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The runs whose files a table shows.</summary>
    private async Task<HashSet<string>> ShownAsync(string database, string table, CancellationToken cancellationToken)
    {
        var locations = new List<string?>();
        try
        {
            var found = await client.InvokeAsync(
                "AWSGlue.GetTable", new JsonObject { ["DatabaseName"] = database, ["Name"] = table }, cancellationToken);
            locations.Add((string?)found["Table"]?["StorageDescriptor"]?["Location"]);
            string? token = null;
            do
            {
                var page = await client.InvokeAsync(
                    "AWSGlue.GetPartitions",
                    new JsonObject { ["DatabaseName"] = database, ["TableName"] = table, ["ExcludeColumnSchema"] = true, ["NextToken"] = token },
                    cancellationToken);
                locations.AddRange(page["Partitions"]!.AsArray().Select(static partition => (string?)partition!["StorageDescriptor"]?["Location"])); // always there
                token = (string?)page["NextToken"];
            }
            while (!string.IsNullOrEmpty(token));
        }
        catch (AwsServiceException exception) when (exception.Code == "EntityNotFoundException")
        {
            // Dropped, or no run has come so far as to make it.
        }

        return locations.OfType<string>().Select(Retention.RunIdOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    private async Task<JsonObject> FailureAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            if (JsonNode.Parse(await TextAsync(key, cancellationToken)) is JsonObject failure)
            {
                return failure;
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        // RecordFailure and CloseExecution write objects.
        throw new InvalidDataException($"s3://{names.AssetsBucket}/{key} is no failure that a run has recorded. Remove what has been put there.");
    }

    private async Task<string> TextAsync(string key, CancellationToken cancellationToken) =>
        await client.GetTextAsync(names.AssetsBucket, key, cancellationToken)
        ?? throw new InvalidOperationException($"s3://{names.AssetsBucket}/{key} was removed while the runs were read. Try again.");
}
