using NodaTime;
using Sluice.Configuration;
using Sluice.Planning;
using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Checks;

/// <summary>
/// Writes the queries that measure what a run has staged. Each returns one row, whatever it finds. Of a table with an
/// exec_date key they read the run's exec_date alone.
/// </summary>
/// <param name="execDate">The run's date.</param>
/// <param name="tables">The run's tables.</param>
/// <param name="stagedTables">Their staged copies.</param>
internal sealed class CheckSql(LocalDate execDate, IReadOnlyList<TablePlan> tables, IReadOnlyList<StagedTablePlan> stagedTables)
{
    private const string DateKey = "exec_date";

    /// <summary>The query of a check that is not the pipeline's own.</summary>
    public string Of(CheckConfiguration check, TablePlan table) => check.Type switch
    {
        CheckType.RowCount => $"SELECT COUNT(*) AS \"observed\"\nFROM {Staged(table)}{Where(Scope(table))}",
        CheckType.NotNull => $"SELECT COUNT(*) AS \"observed\"\nFROM {Staged(table)}"
            + Where(Scope(table), $"({string.Join(" OR ", check.Columns.Select(static column => $"{Name(column)} IS NULL"))})"),
        CheckType.Unique => Unique(check, table),
        CheckType.AcceptedValues => AcceptedValues(check, table),
        CheckType.Relationships => Relationships(check, table),
        CheckType.Change => Change(check, table),
        _ => throw new ArgumentOutOfRangeException(nameof(check), check.Type, "Not a type whose query is made."),
    };

    /// <summary>The query that counts another's rows.</summary>
    /// <param name="statement">The file's statement; the line end after its query closes a comment that it may end with.</param>
    public static OriginatedSql CountRows(SqlStatement statement)
    {
        const string Before = "SELECT COUNT(*) AS \"observed\"\nFROM (\n";
        return new OriginatedSql(
            $"{Before}{statement.Query}\n) AS \"offending\"", SqlOrigin.After(Before, statement.QueryLine, statement.Query));
    }

    /// <summary>The staged copy of a table, or the table itself when this run does not stage it.</summary>
    public SqlValue Staged(TablePlan table) => SqlValue.Table(
        table.Database,
        stagedTables.FirstOrDefault(staged => staged.Database == table.Database && staged.Table == table.Name)?.StagedTable ?? table.Name);

    private string Unique(CheckConfiguration check, TablePlan table)
    {
        var columns = string.Join(", ", check.Columns.Select(static column => Name(column)));
        string?[] conditions = [Scope(table), .. check.Columns.Select(static column => $"{Name(column)} IS NOT NULL")];
        return "SELECT COALESCE(SUM(\"rows\"), 0) AS \"observed\"\nFROM (\n"
            + $"  SELECT COUNT(*) AS \"rows\"\n  FROM {Staged(table)}{Where(conditions)}\n  GROUP BY {columns}\n  HAVING COUNT(*) > 1\n) AS \"repeated\"";
    }

    private string AcceptedValues(CheckConfiguration check, TablePlan table)
    {
        var column = Name(check.Columns[0]);
        var type = HiveType.Parse(table.Columns.Concat(table.PartitionKeys).First(candidate => candidate.Name == check.Columns[0]).Type).Trino;
        // Compared as the column's type, not as text: Athena writes a double as 1.0E0 and a decimal with all of its digits.
        var values = string.Join(", ", check.Values.Select(value => $"CAST({SqlValue.Text(value)} AS {type})"));
        return $"SELECT COUNT(*) AS \"observed\"\nFROM {Staged(table)}{Where(Scope(table), $"{column} NOT IN ({values})")}";
    }

    private string Relationships(CheckConfiguration check, TablePlan table)
    {
        var column = Name(check.Columns[0]);
        var reference = check.References!; // the reader requires it for this type
        var other = tables.First(candidate => candidate.Name == reference.Table); // the reader has checked it
        return "SELECT COUNT(*) AS \"observed\"\nFROM (\n"
            + $"  SELECT {column} AS \"value\"\n  FROM {Staged(table)}{Where(Scope(table), $"{column} IS NOT NULL")}\n) AS \"checked\"\nLEFT JOIN (\n"
            + $"  SELECT DISTINCT {Name(reference.Column)} AS \"value\"\n  FROM {Staged(other)}{Where(Scope(other))}\n) AS \"known\"\n"
            + "ON \"checked\".\"value\" = \"known\".\"value\"\nWHERE \"known\".\"value\" IS NULL";
    }

    /// <summary>The query of a change when no column is published yet that it could compare with.</summary>
    public string FirstChange(CheckConfiguration check, TablePlan table) =>
        $"SELECT\n  {Measure(check)} AS \"observed\",\n  CAST(NULL AS double) AS \"previous\",\n  CAST(NULL AS varchar) AS \"previous_exec_date\"\n"
            + $"FROM {Staged(table)}{Where(Scope(table))}";

    private string Change(CheckConfiguration check, TablePlan table)
    {
        var measure = Measure(check);
        var published = SqlValue.Table(table.Database, table.Name);
        var before = $"{Name(DateKey)} < {Date(table)}";
        var previous = $"{Name(DateKey)} = (SELECT MAX({Name(DateKey)}) FROM {published} WHERE {before})";
        return $"SELECT\n  (SELECT {measure} FROM {Staged(table)}{Where(Scope(table))}) AS \"observed\",\n"
            + $"  (SELECT {measure} FROM {published} WHERE {previous}) AS \"previous\",\n"
            + $"  (SELECT CAST(MAX({Name(DateKey)}) AS varchar) FROM {published} WHERE {before}) AS \"previous_exec_date\"";
    }

    private static string Measure(CheckConfiguration check) => check.Measure == CheckMeasure.RowCount
        ? "COUNT(*)"
        : $"CAST({check.Measure.ToString().ToUpperInvariant()}({Name(check.Columns[0])}) AS double)";

    private string? Scope(TablePlan table) =>
        table.PartitionKeys.Any(static key => key.Name == DateKey) ? $"{Name(DateKey)} = {Date(table)}" : null;

    private SqlValue Date(TablePlan table) =>
        table.PartitionKeys.First(static key => key.Name == DateKey).Type == "date" ? SqlValue.Date(execDate) : SqlValue.Text(ExecDate.Format(execDate));

    private static string Where(params IEnumerable<string?> conditions)
    {
        var there = conditions.OfType<string>().ToList();
        return there.Count == 0 ? "" : $"\nWHERE {string.Join(" AND ", there)}";
    }

    private static SqlValue Name(string column) => SqlValue.Identifier(column);
}
