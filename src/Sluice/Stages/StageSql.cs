using Sluice.Sql;

namespace Sluice.Stages;

/// <summary>The statements that a dataset's SQL becomes in Athena.</summary>
public sealed class StageSql
{
    private readonly SqlStatement statement;
    private readonly string before;
    private readonly string after;

    private StageSql(SqlStatement statement, string before, string after) => (this.statement, this.before, this.after) = (statement, before, after);

    /// <summary>Finds the columns of the result, and reads nothing.</summary>
    public OriginatedSql Columns => Around("SELECT * FROM (\n", "\n) LIMIT 0");

    /// <summary>Binds the names of a dataset's inputs to tables of the catalog.</summary>
    /// <exception cref="SqlErrorException">Its SQL is no query.</exception>
    public static StageSql Of(StageDataset dataset, IReadOnlyList<StageInput> inputs)
    {
        var statement = SqlStatement.Read(dataset.SqlFile, dataset.SqlText);
        var with = string.Join(",\n", inputs.Select(static input => $"{SqlValue.Identifier(input.Name)} AS (SELECT * FROM {SqlValue.Table(input.Database, input.Table)})"));

        // In brackets, for SQL that begins with a WITH of its own.
        return inputs.Count == 0 ? new StageSql(statement, "", "") : new StageSql(statement, $"WITH {with}\nSELECT * FROM (\n", "\n)");
    }

    /// <summary>One row that says what columns are made of, under their names.</summary>
    /// <remarks>An aggregate without groups has a row also where there is none, and NULL has a type too.</remarks>
    public OriginatedSql Types(IEnumerable<string> columns) => Around(
        $"SELECT {string.Join(", ", columns.Select(SqlValue.Identifier).Select(static column => $"typeof(arbitrary({column})) AS {column}"))}\nFROM (\nSELECT * FROM (\n",
        "\n) LIMIT 0\n)");

    /// <summary>Fills a table.</summary>
    public OriginatedSql Insert(string database, string table, IEnumerable<string> columns) =>
        Around($"INSERT INTO {SqlValue.Table(database, table)}\nSELECT {string.Join(", ", columns.Select(SqlValue.Identifier))} FROM (\n", "\n)");

    private OriginatedSql Around(string begin, string end) => new(
        $"{begin}{before}{statement.Query}{after}{end}", SqlOrigin.After(begin + before, statement.QueryLine, statement.Query));
}
