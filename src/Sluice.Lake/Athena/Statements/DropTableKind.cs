using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Statements;

/// <summary><c>DROP TABLE [IF EXISTS]</c>: the objects stay.</summary>
internal sealed class DropTableKind : IStatementKind
{
    /// <inheritdoc/>
    public Statement? TryParse(TokenReader reader)
    {
        if (!reader.TryTake("DROP", "TABLE"))
        {
            return null;
        }

        var ifExists = reader.TryTake("IF", "EXISTS");
        var name = TableName.Read(reader);
        _ = reader.TryTake("PURGE");
        reader.ExpectEnd();
        return new DropTable(name, ifExists);
    }

    private sealed class DropTable(TableName name, bool ifExists) : DdlStatement
    {
        public override string SubstatementType => "DROP_TABLE";

        protected override Task<IReadOnlyList<string>> ApplyAsync(QueryRun run, StatementContext context, CancellationToken cancellationToken)
        {
            var database = name.DatabaseOf(run);
            if (context.Catalog.FindTable(database, name.Table) is not null)
            {
                context.Catalog.DeleteTable(database, name.Table);
            }
            else if (!ifExists && !run.IsRepeated)
            {
                throw Semantic($"[Error 10001]: Table not found {database}.{name.Table}");
            }

            return Task.FromResult<IReadOnlyList<string>>([]);
        }
    }
}
