using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using NodaTime;
using Sluice.Planning;
using Sluice.Publishing;
using Sluice.Runs;

namespace Sluice.Functions.Assets;

/// <summary>
/// Lets one run at a time change what readers see of a pipeline's date, and none after a newer one: the claim is an object that
/// is only replaced in the version that was read.
/// </summary>
public sealed class DateClaims(S3Objects objects, RunStore runs, FunctionSettings settings, IClock clock, ILogger<DateClaims> logger)
{
    // Somebody else's write lies between a read and a write of ours. Runs of one date are few, and each writes twice.
    private const int MostAttempts = 20;

    // Of a range of months, all holds are given back in the two seconds that a deadline leaves.
    private const int ReleasesAtOnce = 16;

    /// <summary>Does the work while no other run of the date can, nor another call of this one's functions.</summary>
    /// <exception cref="SupersededException">A newer run has claimed the date. The work was not begun.</exception>
    /// <exception cref="DateHeldException">Somebody else is at work, or an earlier call that lives on. The work was not begun.</exception>
    /// <exception cref="RunClosedException">The run's execution has ended. The work was not begun.</exception>
    public async Task<T> HoldAsync<T>(RunPlan plan, Func<HeldDates, Task<T>> work, CancellationToken cancellationToken)
    {
        // Before it is claimed: a run that has ended must not overtake an older one that is to publish.
        await runs.RefuseClosedAsync(plan, cancellationToken);
        var holder = DateClaim.HolderOfRun(plan.RunId, Deadline.RequestId);
        return await WhileHeldAsync(
            plan,
            holder,
            claim => DateClaim.Hold(claim, plan.Order, holder, Name(plan), clock.GetCurrentInstant()),
            async held =>
            {
                // And once it is held: whoever closes the run has either written so by now, or waits for this hold to end.
                await runs.RefuseClosedAsync(plan, cancellationToken);
                return await work(held);
            },
            cancellationToken);
    }

    /// <summary>Does the work while no function of the run, which has failed or been stopped, can change what readers see, and no other run.</summary>
    /// <exception cref="DateHeldException">Somebody else is at work, or the run itself. The work was not begun.</exception>
    public Task HoldToCloseAsync(RunPlan plan, Func<Task> work, CancellationToken cancellationToken)
    {
        var holder = DateClaim.HolderToClose(plan.RunId, Deadline.RequestId);
        return WhileHeldAsync(
            plan, holder, claim => DateClaim.HoldToClose(claim, holder, Name(plan), clock.GetCurrentInstant()), _ => Done(work), cancellationToken);
    }

    /// <summary>Makes the run the newest of its date, without waiting for one that is at work.</summary>
    /// <exception cref="SupersededException">A newer run has claimed the date.</exception>
    public Task MoveOnAsync(RunPlan plan, CancellationToken cancellationToken) =>
        ChangeAsync(plan.Keys.Newest, plan.RunId, claim => DateClaim.MoveOn(claim, plan.Order, Name(plan)), cancellationToken);

    /// <summary>Refuses a run that is not the newest of its date any more; changes nothing.</summary>
    /// <exception cref="SupersededException">A newer run has claimed the date.</exception>
    public Task CheckNewestAsync(RunPlan plan, CancellationToken cancellationToken) => ChangeAsync(
        plan.Keys.Newest,
        plan.RunId,
        claim =>
        {
            DateClaim.MoveOn(claim, plan.Order, Name(plan));
            return claim;
        },
        cancellationToken);

    /// <summary>Shows a run's rows again while no other run of the date can. Which run is the newest stays as it is.</summary>
    /// <param name="newest">The plan of the newest run of the date.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DateHeldException">Somebody else is at work. The work was not begun.</exception>
    public Task<T> HoldForRollbackAsync<T>(RunPlan newest, Func<HeldDates, Task<T>> work, CancellationToken cancellationToken)
    {
        var holder = DateClaim.HolderOfRollback(Deadline.RequestId);
        return WhileHeldAsync(
            newest, holder, claim => DateClaim.HoldForRollback(claim, newest.Order, holder, Name(newest), clock.GetCurrentInstant()), work, cancellationToken);
    }

    private static string Name(RunPlan plan) => $"{plan.Pipeline} {ExecDate.Format(plan.ExecDate)}";

    private async Task<T> WhileHeldAsync<T>(
        RunPlan plan, string holder, Func<DateClaim?, DateClaim?> hold, Func<HeldDates, Task<T>> work, CancellationToken cancellationToken)
    {
        await ChangeAsync(plan.Keys.Newest, plan.RunId, hold, cancellationToken);

        // Its own date begins first: others' days are of no use to whoever waits for that.
        var held = new List<string> { plan.Keys.Newest };
        try
        {
            return await work(new HeldDates((other, token) => HoldSharedDaysAsync(other, holder, held, token)));
        }
        finally
        {
            await Parallel.ForEachAsync(
                held,
                new ParallelOptions { MaxDegreeOfParallelism = ReleasesAtOnce },
                async (key, _) => await ReleaseAsync(key, plan.RunId, holder));
        }
    }

    private async Task HoldSharedDaysAsync(RunPlan plan, string holder, List<string> held, CancellationToken cancellationToken)
    {
        // One after the other, in their order: two that want the same days meet at the first, and one gets on. Side by side each
        // would take days that the other wants, and both would be refused.
        var shared = Publisher.SharedDays(plan)
            .Select(day => (Key: new RunKeys(plan.Pipeline, day, plan.RunId).Newest, Name: $"{plan.Pipeline} {ExecDate.Format(day)}"));
        if (Publisher.SharesPartitions(plan))
        {
            shared = shared.Append((RunKeys.AllDates(plan.Pipeline), $"{plan.Pipeline} that all dates replace"));
        }

        foreach (var (key, name) in shared)
        {
            held.Add(key);
            await ChangeAsync(key, plan.RunId, claim => DateClaim.HoldDay(claim, holder, name, clock.GetCurrentInstant()), cancellationToken);
        }
    }

    /// <inheritdoc cref="HoldAsync{T}"/>
    public Task HoldAsync(RunPlan plan, Func<Task> work, CancellationToken cancellationToken) => HoldAsync(plan, _ => Done(work), cancellationToken);

    private static async Task<bool> Done(Func<Task> work)
    {
        await work();
        return true;
    }

    /// <summary>Also when the function's time is over: others need not wait until the hold ends by itself.</summary>
    private async Task ReleaseAsync(string key, string runId, string holder)
    {
        try
        {
            await ChangeAsync(key, runId, claim => claim?.Release(holder), CancellationToken.None);
        }
        catch (Exception exception) when (exception is AmazonServiceException or DateHeldException)
        {
            // What is to be reported is how the work went.
            logger.NotReleased(exception, key);
        }
    }

    private async Task ChangeAsync(string key, string runId, Func<DateClaim?, DateClaim?> change, CancellationToken cancellationToken)
    {
        var bucket = settings.AssetsBucket;
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var there = await objects.FindVersionAsync(bucket, key, cancellationToken);
            var current = there is { Content: var content } ? JsonSerializer.Deserialize(content, PlanJson.Default.DateClaim) : null;
            if (change(current) is not { } next || next == current)
            {
                return;
            }

            var json = JsonSerializer.SerializeToUtf8Bytes(next, PlanJson.Default.DateClaim);
            var written = there is { ETag: var etag }
                ? await objects.TryReplaceAsync(bucket, key, json, etag, cancellationToken)
                : await objects.TryCreateAsync(bucket, key, json, cancellationToken);
            if (written)
            {
                return;
            }
        }

        throw new DateHeldException($"s3://{bucket}/{key} was changed by other runs {MostAttempts} times while run {runId} tried to.");
    }
}
