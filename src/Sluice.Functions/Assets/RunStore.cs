using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Sluice.Checks;
using Sluice.Functions.Contracts;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Functions.Assets;

/// <summary>What a run keeps in the assets bucket: its lock, its plan with the rendered SQL, what it published, why it failed.</summary>
public sealed class RunStore(S3Objects objects, FunctionSettings settings)
{
    // One request for each run of the date; a date that is run again and again has dozens.
    private const int RunsAtOnce = 16;

    private string Bucket => settings.AssetsBucket;

    /// <summary>Takes the lock of an event; returns who has it when that is another execution, else null.</summary>
    /// <param name="request">The run.</param>
    /// <param name="executionArn">The execution's ARN.</param>
    /// <param name="ended">The ARN of an execution that has ended without giving the lock back: it is taken from that one.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    public Task<RunLock?> TakeLockAsync(RunRequest request, string executionArn, string ended, CancellationToken cancellationToken) => TakeAsync(
        request.LockKey,
        new RunLock { ExecutionName = request.ExecutionName, ExecutionArn = executionArn, RunId = request.RunId },
        ended,
        cancellationToken);

    /// <summary>
    /// Takes the right to run steps; returns who has it when that is another execution, else null. It is not given back: whether
    /// its execution has ended can be asked.
    /// </summary>
    /// <param name="plan">The run's plan.</param>
    /// <param name="executionArn">The execution's ARN.</param>
    /// <param name="ended">The ARN of an execution that has ended: it is taken from that one.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    public Task<RunLock?> TakeStepsAsync(RunPlan plan, string executionArn, string ended, CancellationToken cancellationToken) => TakeAsync(
        plan.Keys.StepsLock(plan.StepsAreDated),
        new RunLock { ExecutionName = plan.ExecutionName, ExecutionArn = executionArn, RunId = plan.RunId, PlanKey = plan.Keys.Plan },
        ended,
        cancellationToken);

    /// <summary>The plan of the run that has the right to run steps; null when nobody has it, or when it has none any more.</summary>
    /// <param name="plan">The plan of a run that wants it.</param>
    /// <param name="executionArn">The execution that is thought to have it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<RunPlan?> FindStepsPlanAsync(RunPlan plan, string executionArn, CancellationToken cancellationToken)
    {
        var held = await FindStepsLockAsync(plan, cancellationToken);
        return held?.ExecutionArn == executionArn && held.PlanKey.Length > 0 ? await FindPlanAsync(held.PlanKey, cancellationToken) : null;
    }

    /// <summary>Does nothing as long as no other run has taken the steps.</summary>
    /// <exception cref="RunClosedException">Another one has, because this run's execution has ended.</exception>
    public async Task CheckStepsAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        if (await FindStepsLockAsync(plan, cancellationToken) is { } held && held.RunId != plan.RunId)
        {
            throw new RunClosedException(
                $"Run {plan.RunId} of {plan.Pipeline} {ExecDate.Format(plan.ExecDate)} has ended, and run {held.RunId} runs the steps now. Start a new one.");
        }
    }

    private async Task<RunLock?> FindStepsLockAsync(RunPlan plan, CancellationToken cancellationToken) =>
        await objects.FindAsync(Bucket, plan.Keys.StepsLock(plan.StepsAreDated), cancellationToken) is { } content
            ? JsonSerializer.Deserialize(content, PlanJson.Default.RunLock)
            : null;

    /// <summary>Gives the lock back.</summary>
    public Task ReleaseLockAsync(RunRequest request, CancellationToken cancellationToken) =>
        objects.DeleteAsync(Bucket, request.LockKey, cancellationToken);

    /// <summary>Writes the plan, and the SQL once more as files that people read.</summary>
    public async Task WritePlanAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var texts = plan.Statements.Select(static statement => (statement.Id, statement.Sql))
            .Concat(plan.Results.Select(static result => (result.Id, result.Sql)))
            .Concat(plan.Checks.Select(static check => (check.Id, check.Sql)))
            .Concat(plan.Checks.Where(static check => check.FirstSql is not null).Select(static check => ($"{check.Id}_first", check.FirstSql!))); // by the filter
        foreach (var (id, sql) in texts)
        {
            await objects.WriteAsync(
                Bucket, plan.Keys.Sql(id), Encoding.UTF8.GetBytes(sql), "text/plain; charset=utf-8", cancellationToken);
        }

        foreach (var stage in plan.Steps.Where(static step => step.Datasets.Count > 0))
        {
            var group = JsonSerializer.SerializeToUtf8Bytes(stage.Datasets, PlanJson.Default.IReadOnlyListStageDataset);
            await objects.WriteAsync(Bucket, plan.Keys.Stage(stage.Name), group, "application/json", cancellationToken);
        }

        await objects.WriteAsync(Bucket, plan.Keys.Plan, plan.ToJson(), "application/json", cancellationToken);
    }

    /// <summary>Reads a plan.</summary>
    /// <exception cref="InputException">There is none at this key.</exception>
    public async Task<RunPlan> ReadPlanAsync(string planKey, CancellationToken cancellationToken) =>
        RunPlan.FromJson(await objects.ReadAsync(Bucket, planKey, "The run's plan", cancellationToken));

    /// <summary>A plan, or null when ReadSetup has written none.</summary>
    public async Task<RunPlan?> FindPlanAsync(string planKey, CancellationToken cancellationToken) =>
        await objects.FindAsync(Bucket, planKey, cancellationToken) is { } content ? RunPlan.FromJson(content) : null;

    /// <summary>Does nothing unless the run has been closed: what one of its functions does after that, nobody would undo.</summary>
    /// <exception cref="RunClosedException">It has failed, or its execution was stopped or ran out of time.</exception>
    public async Task RefuseClosedAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        if (await objects.FindAsync(Bucket, plan.Keys.Failure, cancellationToken) is not null)
        {
            throw new RunClosedException(
                $"Run {plan.RunId} of {plan.Pipeline} {ExecDate.Format(plan.ExecDate)} has ended: see {plan.Keys.Failure} in the assets bucket. Start a new one.");
        }
    }

    /// <summary>Writes what the checks found.</summary>
    public Task WriteCheckReportAsync(RunPlan plan, CheckReport report, CancellationToken cancellationToken) =>
        objects.WriteAsync(Bucket, plan.Keys.Checks, report.ToJson(), "application/json", cancellationToken);

    /// <summary>What the run has published, or null when it has not.</summary>
    public async Task<PublishPartitionsOutput?> FindPublishedAsync(RunPlan plan, CancellationToken cancellationToken) =>
        await objects.FindAsync(Bucket, plan.Keys.Published, cancellationToken) is { } content
            ? Parse<PublishPartitionsOutput>(content)
            : null;

    /// <summary>Writes what the run has published, every partition named.</summary>
    public Task WritePublishedAsync(RunPlan plan, PublishPartitionsOutput published, CancellationToken cancellationToken) =>
        objects.WriteJsonAsync(Bucket, plan.Keys.Published, published, cancellationToken);

    /// <summary>Writes why a run failed.</summary>
    /// <param name="key">The key that the state machine has for it.</param>
    /// <param name="record">The failure.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public Task WriteFailureAsync(string key, FailureRecord record, CancellationToken cancellationToken) =>
        objects.WriteJsonAsync(Bucket, key, record, cancellationToken);

    /// <summary>Writes why a run ended, unless it has been written.</summary>
    public Task<bool> TryWriteFailureAsync(RunPlan plan, FailureRecord record, CancellationToken cancellationToken) =>
        objects.TryCreateAsync(Bucket, plan.Keys.Failure, JsonSerializer.SerializeToUtf8Bytes(record), cancellationToken);

    /// <summary>The runs of a date.</summary>
    public async Task<RunsOfDate> OfDateAsync(string pipeline, LocalDate execDate, CancellationToken cancellationToken)
    {
        var all = await IdsAsync(pipeline, execDate, cancellationToken);
        var ends = new ConcurrentDictionary<string, HashSet<string>>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            all,
            new ParallelOptions { MaxDegreeOfParallelism = RunsAtOnce, CancellationToken = cancellationToken },
            async (runId, token) => ends[runId] = await objects.RightBelowAsync(Bucket, new RunKeys(pipeline, execDate, runId).Folder, token));
        var published = Having(static keys => keys.Published);

        // A run may fail after it has published: its files are what readers see.
        var failed = Having(static keys => keys.Failure);
        failed.ExceptWith(published);
        return new RunsOfDate(await OldestFirstAsync(pipeline, execDate, all, cancellationToken), published, failed);

        HashSet<string> Having(Func<RunKeys, string> key) =>
            ends.Where(run => run.Value.Contains(key(new RunKeys(pipeline, execDate, run.Key)))).Select(static run => run.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether a date has a run, at work or ended in whatever way.</summary>
    public async Task<bool> HasRunAsync(string pipeline, LocalDate execDate, CancellationToken cancellationToken) =>
        (await IdsAsync(pipeline, execDate, cancellationToken)).Count > 0;

    /// <summary>The ids of a date's runs. Only their folders are listed: a run may have collected hundreds of thousands of rows in its own.</summary>
    private async Task<IReadOnlyList<string>> IdsAsync(string pipeline, LocalDate execDate, CancellationToken cancellationToken)
    {
        var date = RunKeys.DateFolder(pipeline, execDate);
        var folders = await objects.FoldersAsync(Bucket, date, cancellationToken);
        return [.. folders.Select(folder => folder[date.Length..^1]).Where(RunId.IsValid)];
    }

    /// <summary>Why each of a date's runs that have not published has not.</summary>
    public async Task<IReadOnlyDictionary<string, string>> WhyUnpublishedAsync(
        string pipeline, LocalDate execDate, RunsOfDate runs, CancellationToken cancellationToken)
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var run in runs.All.Where(run => !runs.Published.Contains(run)))
        {
            var failure = runs.Failed.Contains(run)
                ? await objects.FindAsync(Bucket, new RunKeys(pipeline, execDate, run).Failure, cancellationToken)
                : null;
            reasons[run] = failure is null
                ? "has published nothing: it is under way, or was stopped"
                : $"failed and published nothing ({(string?)JsonNode.Parse(failure)?["error"]}: {(string?)JsonNode.Parse(failure)?["cause"]})";
        }

        return reasons;
    }

    /// <summary>Ids sort by second. Within one, the plans tell; a run that was refused has none, and nothing that could be older or newer.</summary>
    private async Task<IReadOnlyList<string>> OldestFirstAsync(
        string pipeline, LocalDate execDate, IEnumerable<string> runIds, CancellationToken cancellationToken)
    {
        var ordered = new List<string>();
        foreach (var ofSecond in runIds.Order(StringComparer.Ordinal).GroupBy(RunId.SecondOf, static (_, runs) => runs.ToList()))
        {
            var orders = new List<RunOrder>();
            foreach (var run in ofSecond.Count == 1 ? [] : ofSecond)
            {
                if (await FindPlanAsync(new RunKeys(pipeline, execDate, run).Plan, cancellationToken) is { } plan)
                {
                    orders.Add(plan.Order);
                }
            }

            ordered.AddRange(ofSecond.Except(orders.Select(static order => order.RunId)));
            ordered.AddRange(orders.Order(RunOrder.OldestFirst).Select(static order => order.RunId));
        }

        return ordered;
    }

    private async Task<RunLock?> TakeAsync(string key, RunLock mine, string ended, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(mine, PlanJson.Default.RunLock);
        for (var attempt = 1; ; attempt++)
        {
            if (await objects.TryCreateAsync(Bucket, key, content, cancellationToken))
            {
                return null;
            }

            if (await objects.FindVersionAsync(Bucket, key, cancellationToken) is { } held)
            {
                // A Lambda retry of this very execution finds its own lock.
                var holder = JsonSerializer.Deserialize(held.Content, PlanJson.Default.RunLock)
                    ?? throw new JsonException($"The lock s3://{Bucket}/{key} is null.");
                if (holder.IsHeldBy(mine.ExecutionName))
                {
                    return null;
                }

                if (ended.Length == 0 || holder.ExecutionArn != ended)
                {
                    return holder;
                }

                // In the version that was read: of several that find the same one dead, one takes over.
                if (await objects.TryReplaceAsync(Bucket, key, content, held.ETag, cancellationToken))
                {
                    return null;
                }
            }

            // The holder failed and released it just now: this delivery is the next attempt.
            if (attempt == 3)
            {
                throw new InvalidOperationException($"s3://{Bucket}/{key} can be neither created nor read.");
            }
        }
    }

    private static T Parse<T>(byte[] content) =>
        JsonSerializer.Deserialize<T>(content) ?? throw new JsonException($"Expected {typeof(T).Name}, found null.");
}
