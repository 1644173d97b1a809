using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Statements;

/// <summary><c>ALTER TABLE t ADD [IF NOT EXISTS] PARTITION (...) [LOCATION '...'] ...</c>.</summary>
internal sealed class AddPartitionKind : IStatementKind
{
    /// <inheritdoc/>
    public Statement? TryParse(TokenReader reader)
    {
        if (!reader.TryTake("ALTER", "TABLE"))
        {
            return null;
        }

        var name = TableName.Read(reader);
        if (!reader.TryTake("ADD"))
        {
            return null;
        }

        var ifNotExists = reader.TryTake("IF", "NOT", "EXISTS");
        if (!reader.Current.Is("PARTITION"))
        {
            return null;
        }

        var partitions = new List<(PartitionSpec Spec, string? Location)>();
        while (reader.TryTake("PARTITION"))
        {
            var spec = PartitionSpec.Read(reader);
            partitions.Add((spec, reader.TryTake("LOCATION") ? HiveText.Read(reader, "an s3:// location in quotes") : null));
            _ = reader.TryTakeSymbol(",");
        }

        reader.ExpectEnd();
        return new AddPartition(name, ifNotExists, partitions);
    }

    private sealed class AddPartition(TableName name, bool ifNotExists, IReadOnlyList<(PartitionSpec Spec, string? Location)> partitions)
        : DdlStatement
    {
        public override string SubstatementType => "ALTER_TABLE_ADD_PARTITION";

        protected override Task<IReadOnlyList<string>> ApplyAsync(QueryRun run, StatementContext context, CancellationToken cancellationToken)
        {
            var table = name.Find(run, context.Catalog);
            foreach (var (spec, location) in partitions)
            {
                var values = spec.For(table);
                if (context.Catalog.FindPartition(table.DatabaseName, table.Name, values) is null || !(ifNotExists || run.IsRepeated))
                {
                    context.Catalog.CreatePartition(
                        NewPartition.Of(table, values, location ?? NewPartition.Location(table, values), context.Time.Now));
                }
            }

            return Task.FromResult<IReadOnlyList<string>>([]);
        }
    }
}
