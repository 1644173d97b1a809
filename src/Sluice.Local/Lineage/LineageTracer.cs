using System.Globalization;
using NodaTime;
using Sluice.Auditing;
using Sluice.Lineage;
using Sluice.Planning;
using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Local.Lineage;

/// <summary>
/// Goes from a changed value to the changed values that it is computed from, and from those on, to the files. Which columns
/// of which tables those are, the SQL of the run says that computed it; which rows, the audit: those about the same days, and with
/// the same key where the key comes from there as it is.
/// </summary>
/// <param name="audit">The audit table.</param>
/// <param name="plans">The runs' plans.</param>
/// <param name="places">The tables' partitions.</param>
/// <param name="sources">The source rows.</param>
/// <param name="most">The most values to show that one is computed from; 0 for all.</param>
public sealed class LineageTracer(AuditRows audit, KnownPlans plans, CatalogPlaces places, SourceRows sources, int most)
{
    // A source row moves each of the values that are computed from it.
    private readonly Dictionary<string, LineageStep> _traced = new(StringComparer.Ordinal);

    /// <summary>Traces a value.</summary>
    public Task<LineageStep> TraceAsync(AuditedValue value, CancellationToken cancellationToken) => TraceAsync(value, [], cancellationToken);

    private async Task<LineageStep> TraceAsync(AuditedValue value, IReadOnlyList<SourceTable> path, CancellationToken cancellationToken)
    {
        // Without the columns that "join" adds to the key, which are not recorded, rows of one key may differ in these alone.
        var id = string.Join('\0', [value.Table, value.RunId, value.Attribute, value.Period?.ToString(), value.Current, value.Previous, .. value.Key.Select(static pair => pair.Value)]);
        if (!_traced.TryGetValue(id, out var step))
        {
            step = await FollowAsync(value, path, cancellationToken);
            _traced[id] = step;
        }

        return step;
    }

    private async Task<LineageStep> FollowAsync(AuditedValue value, IReadOnlyList<SourceTable> path, CancellationToken cancellationToken)
    {
        if (await FindAsync(value, cancellationToken) is not { } place)
        {
            var kept = await plans.FindComparisonAsync(value.Pipeline, value.ExecDate, value.RunId, value.Table, cancellationToken);
            return Step(value, value.Table, kept?.PreviousDate) with { Note = $"The plan of run {value.RunId}, which says what it is computed from, is not there any more." };
        }

        var table = place.Table;
        var step = Step(value, table.ToString(), place.Previous);
        if (place.IsSource)
        {
            await sources.LookForAsync(table, value.ExecDate, place.PreviousShown, [value], cancellationToken);
            var files = sources.Of(table, value);
            return step with { Files = files, Note = Sentences(files.Count == 0 ? Missing(place, value) : null, place.Since) };
        }

        var days = value.Period is { } period ? PeriodRange.Of(period, value.TimeGrain, place.Template.Period.Pattern) : null;
        var found = new List<AuditedValue>();
        var reads = Reads(place.Lineage, table, value.Attribute).Where(read => !path.Contains(read.Table) && read.Table != table).ToList();
        foreach (var (source, columns) in reads)
        {
            var leading = await LeadingAsync(source, place.Previous, value.ExecDate, cancellationToken);
            var about = days is null ? null : new DateInterval(days.Start.PlusDays(1 - await MostDaysAsync(source, leading, cancellationToken)), days.End);
            foreach (var candidate in await audit.FindAsync(Condition(source, columns, value.ExecDate, place.Previous, about), cancellationToken))
            {
                if (leading.Any(partition => partition.Pipeline == candidate.Pipeline && partition.ExecDate == candidate.ExecDate)
                    && await BelongsAsync(candidate, source, days, place, value, cancellationToken))
                {
                    found.Add(candidate);
                }
            }
        }

        // What moved most comes first: it explains most.
        found = [.. found.OrderByDescending(Size)];
        var shown = most == 0 ? found : found.Take(most).ToList();
        await LookForSourcesAsync(shown, cancellationToken);
        var from = new List<LineageStep>();
        foreach (var candidate in shown)
        {
            from.Add(await TraceAsync(candidate, [.. path, table], cancellationToken));
        }

        return step with { From = from, More = found.Count - shown.Count, Note = Sentences(Note(reads, found.Count), place.Since) };
    }

    /// <summary>Looks for all source rows of a level together.</summary>
    private async Task LookForSourcesAsync(IEnumerable<AuditedValue> values, CancellationToken cancellationToken)
    {
        foreach (var group in values.GroupBy(static value => (value.Pipeline, value.RunId, value.Table)))
        {
            if (await FindAsync(group.First(), cancellationToken) is { IsSource: true } place)
            {
                await sources.LookForAsync(place.Table, group.First().ExecDate, place.PreviousShown, [.. group], cancellationToken);
            }
        }
    }

    /// <summary>Where a value stands; null when its run's plan is gone.</summary>
    private async Task<Place?> FindAsync(AuditedValue value, CancellationToken cancellationToken)
    {
        if (await plans.FindAsync(value.Pipeline, value.ExecDate, value.RunId, cancellationToken) is not { } known
            || known.Plan.Audit?.Configurations(known.Plan).FirstOrDefault(candidate => candidate.Table == value.Table) is not { } audited)
        {
            return null;
        }

        var table = new SourceTable(audited.Database, audited.Table);
        var partitions = await places.PartitionsAsync(table, cancellationToken);
        var kept = await plans.FindComparisonAsync(value.Pipeline, value.ExecDate, value.RunId, value.Table, cancellationToken);
        return new Place(
            table,
            known.Plan.Table(table.Database, table.Name),
            audited.Template,
            known.Lineage,
            (kept ?? AuditComparison.Of(partitions, audited.ExecDateKey, value.ExecDate))?.PreviousDate,
            kept is null ? null : Since(kept, AuditComparison.RunsOf(partitions, audited.ExecDateKey, kept.PreviousDate)));
    }

    /// <summary>What has become of the files that were compared with; null when the exec_date shows them still.</summary>
    private static string? Since(AuditComparison kept, IReadOnlyList<string> runs)
    {
        if (runs.SequenceEqual(kept.PreviousRuns))
        {
            return null;
        }

        var became = runs.Count == 0 ? "is not there any more" : $"shows run {string.Join(", ", runs)} since";
        return $"{ExecDate.Format(kept.PreviousDate)} {became}: its files then were {(kept.PreviousRuns.Count == 0 ? "no run's" : $"run {string.Join(", ", kept.PreviousRuns)}'s")}.";
    }

    /// <summary>The tables that a column is computed from, with their columns; all tables that its own reads, where the SQL does not tell.</summary>
    private static IEnumerable<(SourceTable Table, IReadOnlyList<string>? Columns)> Reads(PlanLineage lineage, SourceTable table, string attribute) =>
        lineage.Origin(table, attribute) is { Sources.Count: > 0 } origin
            ? origin.Sources.GroupBy(static source => source.Table).Select(static group => (group.Key, (IReadOnlyList<string>?)[.. group.Select(static source => source.Column)]))
            : lineage.Sources(table).Select(static source => (source, (IReadOnlyList<string>?)null));

    /// <summary>
    /// The audits of a table that lead from one exec_date to another, each to the one that it was compared with: an exec_date that was
    /// published too late to be compared with is passed over. Where no run kept what it compared with, all in between.
    /// </summary>
    private async Task<IReadOnlyList<AuditPartition>> LeadingAsync(
        SourceTable table, LocalDate? previous, LocalDate execDate, CancellationToken cancellationToken)
    {
        var leading = new List<AuditPartition>();
        foreach (var audits in (await audit.PartitionsAsync(table.Name, previous, execDate, cancellationToken)).GroupBy(static partition => partition.Pipeline))
        {
            var (date, runId) = (execDate, (string?)null);
            foreach (var partition in audits.OrderByDescending(static partition => partition.ExecDate))
            {
                // An exec_date on which nothing changed is not in the audit, and leads on all the same.
                while (date > partition.ExecDate
                    && (runId ?? await ShownAsync(table, partition, date, cancellationToken)) is { } run
                    && await plans.FindComparisonAsync(partition.Pipeline, date, run, table.Name, cancellationToken) is { } kept)
                {
                    (date, runId) = (kept.PreviousDate, null);
                }

                if (date >= partition.ExecDate)
                {
                    leading.Add(partition);
                    (date, runId) = (partition.ExecDate, partition.RunId);
                }
            }
        }

        return leading;
    }

    /// <summary>The run whose files an exec_date of a table shows; null when the audit is of another table of that name.</summary>
    private async Task<string?> ShownAsync(SourceTable table, AuditPartition audited, LocalDate date, CancellationToken cancellationToken) =>
        await ConfigurationAsync(audited, table, cancellationToken) is { } configuration
            && AuditComparison.RunsOf(await places.PartitionsAsync(table, cancellationToken), configuration.ExecDateKey, date) is [.., var run]
            ? run
            : null;

    /// <summary>How a table was audited; null when the run's plan is gone, or the audit is of another table of that name.</summary>
    private async Task<AuditConfiguration?> ConfigurationAsync(AuditPartition audited, SourceTable table, CancellationToken cancellationToken)
    {
        var known = audited.RunId is { } run ? await plans.FindAsync(audited.Pipeline, audited.ExecDate, run, cancellationToken) : null;
        return known?.Plan.Audit?.Configurations(known.Value.Plan).FirstOrDefault(configuration => configuration.Database == table.Database && configuration.Table == table.Name);
    }

    /// <summary>The most days that an audited row of a table is about. A period of a year is one of the longest that there are.</summary>
    private async Task<int> MostDaysAsync(SourceTable table, IReadOnlyList<AuditPartition> audits, CancellationToken cancellationToken)
    {
        var most = 1;
        foreach (var partition in audits)
        {
            most = Math.Max(most, await ConfigurationAsync(partition, table, cancellationToken) is { } configuration
                ? PeriodRange.MostDays(partition.TimeGrain, configuration.Template.Period.Pattern)
                : PeriodRange.MostDays("yearly", null));
        }

        return most;
    }

    /// <summary>What was audited after the exec_date before, up to this one: a table may be published more often than those made of it.</summary>
    private static string Condition(SourceTable table, IReadOnlyList<string>? columns, LocalDate execDate, LocalDate? previous, DateInterval? periods)
    {
        var conditions = new List<string> { AuditRows.OfTable(table.Name), $"exec_date <= {SqlValue.Date(execDate)}" };
        if (previous is { } earlier)
        {
            conditions.Add($"exec_date > {SqlValue.Date(earlier)}");
        }

        if (columns is not null)
        {
            conditions.Add($"attribute IN ({string.Join(", ", columns.Select(static column => SqlValue.Text(column)))})");
        }

        if (periods is not null)
        {
            conditions.Add($"(period IS NULL OR period BETWEEN {SqlValue.Date(periods.Start)} AND {SqlValue.Date(periods.End)})");
        }

        return string.Join(" AND ", conditions);
    }

    /// <summary>Whether a row is about a day of the value's, has its key, and is of that table and not of one of the same name.</summary>
    private async Task<bool> BelongsAsync(
        AuditedValue candidate,
        SourceTable source,
        DateInterval? days,
        Place place,
        AuditedValue value,
        CancellationToken cancellationToken)
    {
        if (await plans.FindAsync(candidate.Pipeline, candidate.ExecDate, candidate.RunId, cancellationToken) is not { Plan: var plan })
        {
            return true; // it may: the step says what is missing
        }

        var its = plan.Tables.FirstOrDefault(table => table.Database == source.Database && table.Name == source.Name);
        var audited = plan.Audit?.Tables.FirstOrDefault(table => table.Table == source.Name);
        if (its is null || audited is null)
        {
            return false;
        }

        if (days is not null && candidate.Period is { } period
            && PeriodRange.Of(period, candidate.TimeGrain, audited.Template.Period.Pattern).Intersection(days) is null)
        {
            return false;
        }

        foreach (var (column, text) in value.Key.Where(pair => pair.Key != place.Template.Period.Column))
        {
            if (place.Lineage.Origin(place.Table, column) is { IsPlain: true, Sources: [var origin] }
                && origin.Table == source
                && candidate.Key.Where(pair => pair.Key == origin.Column).Select(static pair => (string?[])[pair.Value]).FirstOrDefault() is [var itsValue]
                && TypeOf(place.Definition, column) == TypeOf(its, origin.Column)
                && itsValue != text)
            {
                return false;
            }
        }

        return true;
    }

    private static double Size(AuditedValue value) =>
        Number(value.Current ?? "0") is { } now && Number(value.Previous ?? "0") is { } before ? Math.Abs(now - before) : 0;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string? TypeOf(TablePlan table, string column) =>
        table.Columns.Concat(table.PartitionKeys).FirstOrDefault(candidate => candidate.Name == column)?.Type;

    private static string? Note(IReadOnlyList<(SourceTable Table, IReadOnlyList<string>? Columns)> reads, int found)
    {
        var read = string.Join(", ", reads.Select(static source => source.Columns is { } columns ? $"{source.Table} ({string.Join(", ", columns)})" : source.Table.ToString()));
        return found == 0 ? $"No audited change of what it is computed from: {read}. They are not audited, no run of theirs is recorded for that exec_date, or the SQL changed."
            : reads.Any(static source => source.Columns is null) ? $"The SQL alone does not tell the columns that it is computed from. Shown is what changed in {read}."
            : null;
    }

    private static string Missing(Place place, AuditedValue value) => place.Since is null
        ? "The row is in neither exec_date any more."
        : $"The row is not in exec_date {ExecDate.Format(value.ExecDate)}.";

    private static string? Sentences(params IEnumerable<string?> sentences) =>
        string.Join(' ', sentences.OfType<string>()) is { Length: > 0 } text ? text : null;

    private static LineageStep Step(AuditedValue value, string table, LocalDate? previous) => new()
    {
        Table = table,
        Layer = value.Layer,
        Key = value.Key.ToDictionary(),
        Attribute = value.Attribute,
        Current = value.Current,
        Previous = value.Previous,
        ExecDate = Runs.ExecDate.Format(value.ExecDate),
        PreviousExecDate = previous is { } date ? ExecDate.Format(date) : null,
        Pipeline = value.Pipeline,
        RunId = value.RunId,
    };

    /// <summary>
    /// A table in a run: its template, what the run's statements read, the exec_date that it was compared with, and what has become of
    /// that one's files since.
    /// </summary>
    private sealed record Place(
        SourceTable Table, TablePlan Definition, AuditTemplate Template, PlanLineage Lineage, LocalDate? Previous, string? Since)
    {
        /// <summary>Whether no statement of the run fills it.</summary>
        public bool IsSource => Lineage.Sources(Table).Count == 0;

        /// <summary>The exec_date before, when it shows what was compared with.</summary>
        public LocalDate? PreviousShown => Since is null ? Previous : null;
    }
}
