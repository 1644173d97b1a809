using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Statements;

/// <summary><c>ALTER TABLE t DROP [IF EXISTS] PARTITION (...), PARTITION (...)</c>: the objects stay.</summary>
internal sealed class DropPartitionKind : IStatementKind
{
    /// <inheritdoc/>
    public Statement? TryParse(TokenReader reader)
    {
        if (!reader.TryTake("ALTER", "TABLE"))
        {
            return null;
        }

        var name = TableName.Read(reader);
        if (!reader.TryTake("DROP"))
        {
            return null;
        }

        var ifExists = reader.TryTake("IF", "EXISTS");
        if (!reader.Current.Is("PARTITION"))
        {
            return null;
        }

        var partitions = new List<PartitionSpec>();
        while (reader.TryTake("PARTITION"))
        {
            partitions.Add(PartitionSpec.Read(reader));
            _ = reader.TryTakeSymbol(",");
        }

        reader.ExpectEnd();
        return new DropPartition(name, ifExists, partitions);
    }

    private sealed class DropPartition(TableName name, bool ifExists, IReadOnlyList<PartitionSpec> partitions) : DdlStatement
    {
        public override string SubstatementType => "ALTER_TABLE_DROP_PARTITION";

        protected override Task<IReadOnlyList<string>> ApplyAsync(QueryRun run, StatementContext context, CancellationToken cancellationToken)
        {
            var table = name.Find(run, context.Catalog);
            foreach (var spec in partitions)
            {
                var values = spec.For(table);
                if (context.Catalog.FindPartition(table.DatabaseName, table.Name, values) is not null)
                {
                    context.Catalog.DeletePartition(table.DatabaseName, table.Name, values);
                }
                else if (!ifExists && !run.IsRepeated)
                {
                    throw Semantic($"[Error 10006]: Partition not found ({string.Join(", ", spec.Values.Select(static pair => $"{pair.Key} = {pair.Value}"))})");
                }
            }

            return Task.FromResult<IReadOnlyList<string>>([]);
        }
    }
}
