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

    /// <summary>Does the work while no other run of the date can.</summary>
    /// <exception cref="SupersededException">A newer run has claimed the date. The work was not begun.</exception>
    /// <exception cref="DateHeldException">Somebody else is at work. The work was not begun.</exception>
    /// <exception cref="RunClosedException">The run's execution has ended. The work was not begun.</exception>
    public Task<T> HoldAsync<T>(RunPlan plan, Func<Task<T>> work, CancellationToken cancellationToken) => WhileHeldAsync(
        plan,
        plan.RunId,
        claim => DateClaim.Hold(claim, plan.Order, Name(plan), clock.GetCurrentInstant()),
        async () =>
        {
            // Once it is held: whoever closes the run has either written so, or waits for this hold to end.
            await runs.RefuseClosedAsync(plan, cancellationToken);
            return await work();
        },
        cancellationToken);

    /// <summary>Does the work while no function of the run, which has failed or been stopped, can change what readers see, and no other run.</summary>
    /// <exception cref="SupersededException">A newer run has claimed the date. The work was not begun.</exception>
    /// <exception cref="DateHeldException">Somebody else is at work, or the run itself. The work was not begun.</exception>
    public Task HoldToCloseAsync(RunPlan plan, Func<Task> work, CancellationToken cancellationToken) => WhileHeldAsync(
        plan,
        DateClaim.HolderToClose(plan.RunId),
        claim => DateClaim.HoldToClose(claim, plan.Order, Name(plan), clock.GetCurrentInstant()),
        () => Done(work),
        cancellationToken);

    /// <summary>Does the work while nobody else can change days of other dates.</summary>
    /// <param name="plan">The run that changes them, or to which they are rolled back.</param>
    /// <param name="holder">Who holds them: the run, or <see cref="DateClaim.HolderOfRollback"/>.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DateHeldException">Another run is at work on one of the days. The work was not begun.</exception>
    public async Task<T> HoldSharedDaysAsync<T>(RunPlan plan, string holder, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var held = new List<string>();
        try
        {
            foreach (var day in Publisher.SharedDays(plan))
            {
                held.Add(new RunKeys(plan.Pipeline, day, plan.RunId).Newest);
                await ChangeAsync(
                    held[^1],
                    plan.RunId,
                    claim => DateClaim.HoldDay(claim, holder, $"{plan.Pipeline} {ExecDate.Format(day)}", clock.GetCurrentInstant()),
                    cancellationToken);
            }

            return await work();
        }
        finally
        {
            foreach (var key in held)
            {
                await ReleaseAsync(key, plan.RunId, holder);
            }
        }
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
    /// <param name="holder">Who holds the date meanwhile: <see cref="DateClaim.HolderOfRollback"/>.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DateHeldException">Another run is at work. The work was not begun.</exception>
    public Task<T> HoldForRollbackAsync<T>(RunPlan newest, string holder, Func<Task<T>> work, CancellationToken cancellationToken) => WhileHeldAsync(
        newest, holder, claim => DateClaim.HoldForRollback(claim, newest.Order, holder, Name(newest), clock.GetCurrentInstant()), work, cancellationToken);

    private static string Name(RunPlan plan) => $"{plan.Pipeline} {ExecDate.Format(plan.ExecDate)}";

    private async Task<T> WhileHeldAsync<T>(
        RunPlan plan, string holder, Func<DateClaim?, DateClaim?> hold, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await ChangeAsync(plan.Keys.Newest, plan.RunId, hold, cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            await ReleaseAsync(plan.Keys.Newest, plan.RunId, holder);
        }
    }

    /// <inheritdoc cref="HoldAsync{T}"/>
    public Task HoldAsync(RunPlan plan, Func<Task> work, CancellationToken cancellationToken) => HoldAsync(plan, () => Done(work), cancellationToken);

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
