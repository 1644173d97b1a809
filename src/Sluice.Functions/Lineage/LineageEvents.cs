using Microsoft.Extensions.Logging;
using NodaTime;
using Sluice.Functions.Assets;
using Sluice.Lineage;
using Sluice.Lineage.Events;
using Sluice.Planning;

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

    private async Task WriteAsync(OpenLineageEvent lineageEvent, CancellationToken cancellationToken)
    {
        if (await objects.TryCreateAsync(settings.Environment.AuditBucket, lineageEvent.Key, lineageEvent.ToJson(), cancellationToken))
        {
            logger.LineageWritten(lineageEvent.Key);
        }
    }
}
