using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Model;
using Sluice.Lake.Athena.Results;
using Sluice.Lake.Athena.Sql;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.S3;

namespace Sluice.Lake.Athena.Statements;

/// <summary><c>MSCK REPAIR TABLE t</c>: adds the partitions whose <c>key=value</c> folders lie under the table's location.</summary>
internal sealed class RepairTableKind : IStatementKind
{
    /// <inheritdoc/>
    public Statement? TryParse(TokenReader reader)
    {
        if (!reader.TryTake("MSCK", "REPAIR", "TABLE"))
        {
            return null;
        }

        var name = TableName.Read(reader);
        reader.ExpectEnd();
        return new RepairTable(name);
    }

    private sealed class RepairTable(TableName name) : DdlStatement
    {
        public override string SubstatementType => "MSCK_REPAIR_TABLE";

        protected override IReadOnlyList<ColumnInfo> Columns => [ResultColumns.Text("result")];

        protected override Task<IReadOnlyList<string>> ApplyAsync(QueryRun run, StatementContext context, CancellationToken cancellationToken)
        {
            var table = name.Find(run, context.Catalog);
            var lines = new List<string>();
            if (table.PartitionKeys is not { Count: > 0 } keys || !S3Uri.TryParse(table.StorageDescriptor?.Location, out var location))
            {
                return Task.FromResult<IReadOnlyList<string>>(lines);
            }

            var root = TableFiles.AsFolder(location);
            var found = context.Store.BucketExists(root.Bucket) ? context.Store.List(root.Bucket, root.Key) : [];
            var missing = found.Select(item => FolderOf(item.Key[root.Key.Length..], keys)).OfType<(string Folder, List<string> Values)>()
                .DistinctBy(static pair => pair.Folder)
                .Where(pair => context.Catalog.FindPartition(table.DatabaseName, table.Name, pair.Values) is null)
                .ToList();
            if (missing.Count > 0)
            {
                lines.Add($"Partitions not in metastore:\t{string.Join('\t', missing.Select(pair => $"{table.Name}:{pair.Folder}"))}");
            }

            foreach (var (folder, values) in missing)
            {
                var partition = new S3Uri(root.Bucket, root.Key + folder).ToString();
                context.Catalog.CreatePartition(NewPartition.Of(table, values, partition, context.Time.Now));
                lines.Add($"Repair: Added partition to metastore {table.Name}:{folder}");
            }

            return Task.FromResult<IReadOnlyList<string>>(lines);
        }

        /// <summary>The partition that a key below the table lies in, or null when its folders are not the table's keys.</summary>
        private static (string Folder, List<string> Values)? FolderOf(string below, IReadOnlyList<GlueColumn> keys)
        {
            var folders = below.Split('/')[..^1];
            if (folders.Length < keys.Count)
            {
                return null;
            }

            var values = new List<string>();
            for (var index = 0; index < keys.Count; index++)
            {
                if (PartitionValue.Parse(folders[index]) is not { } pair || !pair.Key.Equals(keys[index].Name, StringComparison.OrdinalIgnoreCase))
                {
                    return null;
                }

                values.Add(pair.Value);
            }

            return (string.Join('/', folders[..keys.Count]), values);
        }
    }
}
