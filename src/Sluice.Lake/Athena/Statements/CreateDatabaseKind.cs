using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Statements;

/// <summary><c>CREATE DATABASE|SCHEMA [IF NOT EXISTS] name [COMMENT] [LOCATION] [WITH DBPROPERTIES]</c>.</summary>
internal sealed class CreateDatabaseKind : IStatementKind
{
    /// <inheritdoc/>
    public Statement? TryParse(TokenReader reader)
    {
        if (!reader.TryTake("CREATE", "DATABASE") && !reader.TryTake("CREATE", "SCHEMA"))
        {
            return null;
        }

        var ifNotExists = reader.TryTake("IF", "NOT", "EXISTS");
        var database = new GlueDatabase { Name = reader.Name("a database name") };
        while (!reader.AtEnd)
        {
            if (reader.TryTake("COMMENT"))
            {
                database = database with { Description = HiveText.Read(reader, "a comment in quotes") };
            }
            else if (reader.TryTake("LOCATION"))
            {
                database = database with { LocationUri = HiveText.Read(reader, "an s3:// location in quotes") };
            }
            else if (reader.TryTake("WITH", "DBPROPERTIES"))
            {
                database = database with { Parameters = HiveText.ReadProperties(reader) };
            }
            else
            {
                throw reader.Unexpected("'COMMENT', 'LOCATION', 'WITH', <EOF>");
            }
        }

        return new CreateDatabase(database, ifNotExists);
    }

    private sealed class CreateDatabase(GlueDatabase database, bool ifNotExists) : DdlStatement
    {
        public override string SubstatementType => "CREATE_DATABASE";

        protected override Task<IReadOnlyList<string>> ApplyAsync(QueryRun run, StatementContext context, CancellationToken cancellationToken)
        {
            if (context.Catalog.FindDatabase(database.Name) is null || !(ifNotExists || run.IsRepeated))
            {
                context.Catalog.CreateDatabase(database with { CreateTime = context.Time.Now });
            }

            return Task.FromResult<IReadOnlyList<string>>([]);
        }
    }
}
