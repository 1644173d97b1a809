using System.Text.RegularExpressions;
using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Model;
using Sluice.Lake.Athena.Results;
using Sluice.Lake.Athena.Sql;
using Sluice.Lake.Athena.Tables;

namespace Sluice.Lake.Athena.Statements;

/// <summary><c>SHOW DATABASES | TABLES | PARTITIONS | COLUMNS | CREATE TABLE</c>.</summary>
internal sealed class ShowKind : IStatementKind
{
    /// <inheritdoc/>
    public Statement? TryParse(TokenReader reader)
    {
        if (!reader.TryTake("SHOW"))
        {
            return null;
        }

        if (reader.TryTake("DATABASES") || reader.TryTake("SCHEMAS"))
        {
            var pattern = Pattern(reader);
            return End(reader, new Show("SHOW_DATABASES", "database_name", (_, context) =>
                context.Catalog.Databases().Select(static database => database.Name).Where(found => pattern.IsMatch(found))));
        }

        if (reader.TryTake("TABLES"))
        {
            var database = reader.TryTake("IN") || reader.TryTake("FROM") ? reader.Name("a database name") : null;
            var pattern = Pattern(reader);
            return End(reader, new Show("SHOW_TABLES", "tab_name", (run, context) =>
                context.Catalog.Tables(database ?? run.Database).Select(static table => table.Name).Where(found => pattern.IsMatch(found))));
        }

        if (reader.TryTake("PARTITIONS"))
        {
            var name = TableName.Read(reader);
            return End(reader, new Show("SHOW_PARTITIONS", "partition", (run, context) =>
            {
                var table = name.Find(run, context.Catalog);
                var keys = (table.PartitionKeys ?? []).Select(static key => key.Name).ToList();
                return context.Catalog.Partitions(table.DatabaseName, table.Name)
                    .Select(partition => PartitionValue.Folder(keys, partition.Values));
            }));
        }

        if (reader.TryTake("COLUMNS"))
        {
            _ = reader.TryTake("IN") || reader.TryTake("FROM");
            var name = TableName.Read(reader);
            if (name.Database is null && (reader.TryTake("IN") || reader.TryTake("FROM")))
            {
                name = name with { Database = reader.Name("a database name") };
            }

            return End(reader, new Show("SHOW_COLUMNS", "field", (run, context) =>
            {
                var table = name.Find(run, context.Catalog);
                return (table.StorageDescriptor?.Columns ?? []).Concat(table.PartitionKeys ?? []).Select(static column => column.Name);
            }));
        }

        if (reader.TryTake("CREATE", "TABLE"))
        {
            var name = TableName.Read(reader);
            return End(reader, new Show("SHOW_CREATE_TABLE", "createtab_stmt", (run, context) =>
                TableDefinition.Lines(name.Find(run, context.Catalog))));
        }

        return null;
    }

    private static Show End(TokenReader reader, Show statement)
    {
        reader.ExpectEnd();
        return statement;
    }

    /// <summary>Hive's patterns: <c>*</c> for anything, <c>|</c> for or.</summary>
    private static Regex Pattern(TokenReader reader)
    {
        _ = reader.TryTake("LIKE");
        var text = reader.AtEnd ? "*" : HiveText.Read(reader, "a pattern in quotes");
        return new Regex(
            $"^(?:{Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\|", "|", StringComparison.Ordinal)})$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    private sealed class Show(string kind, string column, Func<QueryRun, StatementContext, IEnumerable<string>> list) : DdlStatement
    {
        public override string StatementType => "UTILITY";

        public override string SubstatementType => kind;

        protected override IReadOnlyList<ColumnInfo> Columns => [ResultColumns.Text(column)];

        protected override Task<IReadOnlyList<string>> ApplyAsync(QueryRun run, StatementContext context, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>(list(run, context).ToList());
    }
}
