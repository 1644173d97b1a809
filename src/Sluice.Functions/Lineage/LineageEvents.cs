using Microsoft.Extensions.Logging;
using NodaTime;
using Sluice.Functions.Assets;
using Sluice.Lineage;
using Sluice.Lineage.Events;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Functions.Lineage;

/// <summary>
/// Writes OpenLineage's events to the audit bucket, each once: its key is the run's, and what a retry would write again stays as
/// it was written first, its time included. A run outside of an execution has none.
/// </summary>
public sealed class LineageEvents(S3Objects objects, RunStore runs, FunctionSettings settings, IClock clock, ILogger<LineageEvents> logger)
{
    /// <summary>The run has begun.</summary>
    /// <param name="plan">Its plan.</param>
    /// <param name="time">When its execution started.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public Task StartAsync(RunPlan plan, Instant time, CancellationToken cancellationToken) => plan.Lineage is null
        ? Task.CompletedTask
        : WriteAsync(OpenLineageEvent.Start(plan, settings.Environment.LandingBucket, time), cancellationToken);

    /// <summary>The run has done everything.</summary>
    public async Task CompleteAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Lineage is null)
        {
            return;
        }

        // Written whenever there are statements; what is not there reads as access denied.
        var published = plan.Statements.Count > 0 ? await runs.FindPublishedAsync(plan, cancellationToken) : null;
        var rows = (published?.Published ?? []).ToDictionary(
            static table => table.Table.Split('.') is [var database, var name] ? new SourceTable(database, name) : throw new InputException($"published.json names a table '{table.Table}'. Expected database.table."),
            static table => table.Rows);
        await WriteAsync(OpenLineageEvent.Complete(plan, settings.Environment.LandingBucket, clock.GetCurrentInstant(), rows), cancellationToken);
    }

    /// <summary>Whether <see cref="CompleteAsync"/> has told that the run has done everything.</summary>
    public async Task<bool> IsCompleteAsync(RunPlan plan, CancellationToken cancellationToken) =>
        (await EndsAsync(plan, cancellationToken)).Contains(OpenLineageEvent.CompleteKey(plan.Keys));

    /// <summary>The run's execution has ended without a word; what has been told of its end stays.</summary>
    /// <param name="plan">The run's plan.</param>
    /// <param name="isStopped">Whether somebody has stopped it.</param>
    /// <param name="failure">Why it ended.</param>
    /// <param name="time">When.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async Task EndAsync(RunPlan plan, bool isStopped, RunFailure failure, Instant time, CancellationToken cancellationToken)
    {
        if (plan.Lineage is not null && (await EndsAsync(plan, cancellationToken)).Count == 0)
        {
            await WriteAsync(OpenLineageEvent.Ended(plan, isStopped, failure, time), cancellationToken);
        }
    }

    private async Task<IReadOnlyList<string>> EndsAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var ends = new List<string>();
        await foreach (var found in objects.ListAsync(settings.Environment.AuditBucket, OpenLineageEvent.EndPrefix(plan.Keys), cancellationToken))
        {
            ends.Add(found.Key);
        }

        return ends;
    }

    private async Task WriteAsync(OpenLineageEvent lineageEvent, CancellationToken cancellationToken)
    {
        if (await objects.TryCreateAsync(settings.Environment.AuditBucket, lineageEvent.Key, lineageEvent.ToJson(), cancellationToken))
        {
            logger.LineageWritten(lineageEvent.Key);
        }
    }
}
