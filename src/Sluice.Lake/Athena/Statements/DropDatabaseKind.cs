using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Statements;

/// <summary><c>DROP DATABASE|SCHEMA [IF EXISTS] name [RESTRICT|CASCADE]</c>.</summary>
internal sealed class DropDatabaseKind : IStatementKind
{
    /// <inheritdoc/>
    public Statement? TryParse(TokenReader reader)
    {
        if (!reader.TryTake("DROP", "DATABASE") && !reader.TryTake("DROP", "SCHEMA"))
        {
            return null;
        }

        var ifExists = reader.TryTake("IF", "EXISTS");
        var name = reader.Name("a database name");
        var cascade = reader.TryTake("CASCADE");
        _ = reader.TryTake("RESTRICT");
        reader.ExpectEnd();
        return new DropDatabase(name, ifExists, cascade);
    }

    private sealed class DropDatabase(string name, bool ifExists, bool cascade) : DdlStatement
    {
        public override string SubstatementType => "DROP_DATABASE";

        protected override Task<IReadOnlyList<string>> ApplyAsync(QueryRun run, StatementContext context, CancellationToken cancellationToken)
        {
            if (context.Catalog.FindDatabase(name) is not null)
            {
                if (!cascade && context.Catalog.Tables(name).Count > 0)
                {
                    throw new QueryFailure(
                        "",
                        "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. "
                        + $"InvalidOperationException(message:Database {name} is not empty. One or more tables exist.)");
                }

                context.Catalog.DeleteDatabase(name);
            }
            else if (!ifExists && !run.IsRepeated)
            {
                throw Semantic($"[Error 10072]: Database does not exist: {name}");
            }

            return Task.FromResult<IReadOnlyList<string>>([]);
        }
    }
}
