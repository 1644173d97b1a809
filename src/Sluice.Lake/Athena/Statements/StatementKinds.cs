using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Statements;

/// <summary>All kinds of statement that the lake runs.</summary>
internal static class StatementKinds
{
    private static readonly IStatementKind[] Kinds =
    [
        new SelectKind(), new InsertKind(),
        new CreateDatabaseKind(), new DropDatabaseKind(),
        new CreateTableKind(), new DropTableKind(),
        new AddPartitionKind(), new DropPartitionKind(), new RepairTableKind(),
        new ShowKind(), new DescribeKind(),
    ];

    /// <summary>What Athena has and the lake refuses, by first words.</summary>
    private static readonly (string[] Words, string Name)[] Unsupported =
    [
        (["CREATE", "TABLE"], "CREATE TABLE AS and Iceberg tables (CREATE EXTERNAL TABLE works)"),
        (["CREATE", "OR"], "views"), (["CREATE", "VIEW"], "views"), (["DROP", "VIEW"], "views"),
        (["UNLOAD"], "UNLOAD"), (["MERGE"], "MERGE"), (["UPDATE"], "UPDATE"), (["DELETE"], "DELETE"),
        (["OPTIMIZE"], "OPTIMIZE"), (["VACUUM"], "VACUUM"), (["PREPARE"], "PREPARE"), (["EXECUTE"], "EXECUTE"),
        (["DEALLOCATE"], "DEALLOCATE"), (["EXPLAIN"], "EXPLAIN"), (["ANALYZE"], "ANALYZE"), (["ALTER"], "this form of ALTER"),
        (["SHOW"], "this form of SHOW"),
    ];

    /// <summary>Parses a statement.</summary>
    /// <exception cref="QueryFailure">It is wrong, or of a kind that the lake does not run.</exception>
    public static Statement Parse(string sql)
    {
        var tokens = SqlTokenizer.Tokenize(sql);
        foreach (var kind in Kinds)
        {
            if (kind.TryParse(new TokenReader(sql, tokens)) is { } statement)
            {
                return statement;
            }
        }

        var reader = new TokenReader(sql, tokens);
        foreach (var (words, name) in Unsupported)
        {
            if (reader.TryTake(words))
            {
                throw QueryFailure.NotSupported(name);
            }
        }

        throw reader.Unexpected(
            "'ALTER', 'CREATE', 'DESCRIBE', 'DROP', 'INSERT', 'MSCK', 'SELECT', 'SHOW', 'VALUES', 'WITH'");
    }
}
