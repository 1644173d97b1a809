using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Model;
using Sluice.Lake.Athena.Results;
using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Statements;

/// <summary><c>DESCRIBE t</c>: the columns, then the partition keys.</summary>
internal sealed class DescribeKind : IStatementKind
{
    /// <inheritdoc/>
    public Statement? TryParse(TokenReader reader)
    {
        if (!reader.TryTake("DESCRIBE") && !reader.TryTake("DESC"))
        {
            return null;
        }

        var name = TableName.Read(reader);
        reader.ExpectEnd();
        return new Describe(name);
    }

    private sealed class Describe(TableName name) : DdlStatement
    {
        public override string StatementType => "UTILITY";

        public override string SubstatementType => "DESCRIBE_TABLE";

        protected override IReadOnlyList<ColumnInfo> Columns =>
            [ResultColumns.Text("col_name"), ResultColumns.Text("data_type"), ResultColumns.Text("comment")];

        protected override Task<IReadOnlyList<string>> ApplyAsync(QueryRun run, StatementContext context, CancellationToken cancellationToken)
        {
            var table = name.Find(run, context.Catalog);
            var keys = (table.PartitionKeys ?? []).Select(Line).ToList();
            var lines = (table.StorageDescriptor?.Columns ?? []).Select(Line).Concat(keys).ToList();
            if (keys.Count > 0)
            {
                lines.AddRange(["\t \t ", "# Partition Information\t \t ", "# col_name            \tdata_type           \tcomment             ", "\t \t "]);
                lines.AddRange(keys);
            }

            return Task.FromResult<IReadOnlyList<string>>(lines);
        }

        private static string Line(Glue.Catalog.GlueColumn column) =>
            $"{column.Name,-20}\t{column.Type,-20}\t{column.Comment ?? "",-20}";
    }
}
