using System.Globalization;
using System.Text;
using NodaTime;
using Sluice.Configuration;
using Sluice.Lineage;
using Sluice.Publishing;
using Sluice.Runs;
using Sluice.Sql;
using Sluice.Staging;

namespace Sluice.Planning;

/// <summary>Makes the run's Athena statements from its SQL files, and reports everything wrong with them at once.</summary>
internal sealed class StatementPlanner(
    PipelineConfiguration configuration,
    RunRequest request,
    RunEnvironment environment,
    IReadOnlyList<TablePlan> tables)
{
    /// <summary>Athena's limit for a query, in bytes: https://docs.aws.amazon.com/athena/latest/ug/service-limits.html</summary>
    public const int LongestQuery = 262_144;

    private readonly List<ConfigurationError> _errors = [];

    public IReadOnlyList<StatementPlan> Plan(IReadOnlyDictionary<string, string> sqlTexts)
    {
        var statements = new List<StatementPlan>();
        for (var i = 0; i < configuration.Etl.Count; i++)
        {
            var etl = configuration.Etl[i];
            var file = $"{RunKeys.PipelineFolder(configuration.Name)}{etl.Sql}";
            if (!sqlTexts.TryGetValue(etl.Sql, out var text))
            {
                _errors.Add(new ConfigurationError(file, null, "", $"The file is missing. The field etl[{i}].sql of pipeline.json names it."));
                continue;
            }

            foreach (var part in Parts(etl.DateRange, $"etl[{i}].date_range"))
            {
                try
                {
                    statements.Add(Statement(i + 1, etl, file, text, part));
                }
                catch (SqlErrorException error)
                {
                    _errors.Add(new ConfigurationError(error.File, error.Line, "", error.Problem));
                    break; // the other parts have the same text
                }
            }
        }

        foreach (var mixed in statements.GroupBy(statement => statement.Table).Where(group => group.DistinctBy(statement => statement.Write).Count() > 1))
        {
            var file = $"{RunKeys.PipelineFolder(configuration.Name)}{mixed.Last().SqlFile}";
            _errors.Add(new ConfigurationError(file, null, "", $"The table '{mixed.Key}' is written with both \"replace\" and \"append\". Expected one of them for all of its statements."));
        }

        return _errors.Count == 0 ? statements : throw new ConfigurationException(_errors);
    }

    /// <summary>A query whose table neither pipeline.json nor an INSERT INTO names.</summary>
    public static ConfigurationError NoTarget(string file, SqlStatement statement) => new(
        file, statement.Line, "", "A query does not say where its rows go. Expected \"table\" beside its \"sql\" in pipeline.json, or an INSERT INTO.");

    private IReadOnlyList<DateInterval?> Parts(DateRangeConfiguration? range, string path)
    {
        if (range is null)
        {
            return [null];
        }

        var from = request.ExecDate.PlusDays(-range.DaysBefore);
        var to = request.ToDate ?? (range.Until == DateRangeEnd.ExecDate ? request.ExecDate : ExecDate.Yesterday(request.Time));
        if (to < from)
        {
            var file = RunKeys.PipelineConfiguration(configuration.Name);
            _errors.Add(new ConfigurationError(file, null, path, $"The range ends on {ExecDate.Format(to)} (yesterday), before it starts on {ExecDate.Format(from)}. Expected an exec_date of yesterday or before, or more days_before."));
            return [];
        }

        return [.. DateRangeSplit.Split(new DateInterval(from, to), range.PartitionsPerDay)];
    }

    private StatementPlan Statement(int number, EtlConfiguration etl, string file, string text, DateInterval? dates)
    {
        var statement = SqlStatement.Read(file, SqlTemplate.Render(file, text, Values(dates)));
        var table = Target(etl, file, statement);
        CheckColumns(file, statement, table);
        RefuseUnknownDays(number - 1, etl, table);
        var staged = etl.Write == WriteMode.Replace ? StagedName.Of(table.Name, request.RunId) : null;
        var (sql, origin) = staged is null && statement.Target is not null
            ? new OriginatedSql(statement.Text, SqlOrigin.Whole(statement.Line, statement.Text))
            : StagedInsert.Write(table.Database, staged ?? table.Name, table, statement);
        var bytes = Encoding.UTF8.GetByteCount(sql);
        if (bytes > LongestQuery)
        {
            throw new SqlErrorException(file, statement.Line, $"The statement has {bytes} bytes. Athena takes at most {LongestQuery}.");
        }

        var part = dates is null ? "" : $"_{ExecDate.Format(dates.Start)}";
        return new StatementPlan
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{number:D2}_{table.Name}{part}"),
            SqlFile = etl.Sql,
            Database = table.Database,
            Table = table.Name,
            Write = etl.Write,
            StagedTable = staged,
            FromDate = dates?.Start,
            ToDate = dates?.End,
            Sql = sql,
            Origin = origin,
        };
    }

    private TablePlan Target(EtlConfiguration etl, string file, SqlStatement statement)
    {
        var target = statement.Target;
        if (target is null && etl.Table is null)
        {
            var error = NoTarget(file, statement);
            throw new SqlErrorException(error.File, statement.Line, error.Problem);
        }

        if (target is not null && etl.Table is not null && target.Table != etl.Table)
        {
            throw new SqlErrorException(file, target.Line, $"The statement writes to '{target.Table}', and pipeline.json says '{etl.Table}'. Expected the same table.");
        }

        if (target?.Database is { } database && database != environment.ProcessedDatabase)
        {
            throw new SqlErrorException(file, target.Line, $"The statement writes to the database '{database}'. Expected {{{{ processed_db }}}}, which is '{environment.ProcessedDatabase}'.");
        }

        var name = target?.Table ?? etl.Table;
        var processed = tables.Where(table => table.Zone == Zone.Processed).ToList();
        if (processed.FirstOrDefault(table => table.Name == name) is not { } found)
        {
            throw new SqlErrorException(file, target?.Line ?? statement.Line, $"There is no table '{name}' of the processed zone in pipeline.json. {Nearest.Hint(name!, processed.Select(table => table.Name))}"); // one of both is set
        }

        var columns = found.Columns.Concat(found.PartitionKeys).Select(column => column.Name).ToList();
        return target?.Columns?.FirstOrDefault(column => !columns.Contains(column)) is { } unknown
            ? throw new SqlErrorException(file, target.Line, $"The table '{name}' has no column '{unknown}'. {Nearest.Hint(unknown, columns)}")
            : found;
    }

    /// <summary>
    /// A query's columns are found by the table's names: each has to be selected, and one that the query names and that is none of them
    /// would be written nowhere. What a <c>*</c> stands for may be more than the table has, as where a subquery numbers rows to choose
    /// among them. Where the names cannot be told from the text alone, Athena says what is missing.
    /// </summary>
    private static void CheckColumns(string file, SqlStatement statement, TablePlan table)
    {
        if (statement.Target is not null)
        {
            return;
        }

        var columns = table.Columns.Concat(table.PartitionKeys).Select(static column => column.Name).ToList();
        if (QueryLineage.Read(statement.Query, table.Database, static _ => null).Columns is not { } selected)
        {
            return;
        }

        if (selected.FirstOrDefault(column => column is { Line: not null, Name.Length: > 0 } && !columns.Contains(column.Name)) is { } lost)
        {
            throw new SqlErrorException(
                file,
                statement.QueryLine + lost.Line!.Value - 1, // selected above
                $"The query selects '{lost.Name}', and the table '{table.Name}' has no such column: its values would be written nowhere. {Nearest.Hint(lost.Name, columns)}");
        }

        if (selected.All(static column => column.Name.Length > 0) && columns.FirstOrDefault(column => selected.All(found => found.Name != column)) is { } missing)
        {
            throw new SqlErrorException(
                file,
                statement.QueryLine,
                $"The table '{table.Name}' has the column '{missing}', and the query does not select it. Select it, as NULL where there is no value.");
        }
    }

    /// <summary>
    /// Of a table by year, month and day a run drops what it does not write any more on the days that its ranges name: without one it
    /// would leave an hour, say, that a corrected run has no rows for, and mix two runs in a day.
    /// </summary>
    private void RefuseUnknownDays(int index, EtlConfiguration etl, TablePlan table)
    {
        if (etl is { Write: WriteMode.Replace, DateRange: null } && OwnedDays.AreToldByRanges(table))
        {
            var keys = string.Join(", ", table.PartitionKeys.Select(static key => key.Name));
            _errors.Add(new ConfigurationError(
                RunKeys.PipelineConfiguration(configuration.Name),
                null,
                $"etl[{index}].date_range",
                $"The table '{table.Name}' is partitioned by {keys}, and nothing says which days the statement replaces: partitions that a re-run does not write any more would "
                + "show the run before. Add \"date_range\": {} for the exec_date, with \"days_before\" or \"until\" for more days, or partition the table by exec_date."));
        }
    }

    private Dictionary<string, SqlValue> Values(DateInterval? dates)
    {
        var values = SqlPlaceholders.Of(request, environment);
        if (dates is not null)
        {
            values.Add("from_date", SqlValue.Date(dates.Start));
            values.Add("to_date", SqlValue.Date(dates.End));
        }

        return values;
    }
}
