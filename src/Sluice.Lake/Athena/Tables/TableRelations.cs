using Sluice.Lake.Athena.Execution;
using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.S3;

namespace Sluice.Lake.Athena.Tables;

/// <summary>Makes the catalog's tables readable for DuckDB.</summary>
internal sealed class TableRelations(IObjectStore store)
{
    private readonly ITableFormat[] formats = Formats(new TextFiles());

    /// <summary>The format of a table.</summary>
    /// <exception cref="QueryFailure">The lake does not read its SerDe.</exception>
    public ITableFormat Format(GlueTable table)
    {
        var library = table.StorageDescriptor?.SerdeInfo?.SerializationLibrary ?? "";
        return formats.FirstOrDefault(format => format.Reads(library))
            ?? throw QueryFailure.NotSupported(
                $"the SerDe '{library}' of table '{table.DatabaseName}.{table.Name}' (it reads Parquet, LazySimpleSerDe, OpenCSVSerde and JSON)");
    }

    /// <summary>The format of a table that rows are put into.</summary>
    /// <exception cref="QueryFailure">Athena does not write its SerDe, or the lake does not read it.</exception>
    public IWritableFormat WritableFormat(GlueTable table)
    {
        var format = Format(table);
        var library = table.StorageDescriptor!.SerdeInfo!.SerializationLibrary!; // Format has found it
        return format is IWritableFormat writable && writable.Writes(library)
            ? writable
            : throw new QueryFailure(
                "NOT_SUPPORTED",
                $"Athena reads tables of the SerDe '{library}', as '{table.DatabaseName}.{table.Name}' is one, and does not write them. "
                + "INSERT takes tables of Parquet, LazySimpleSerDe and org.apache.hive.hcatalog.data.JsonSerDe.");
    }

    /// <summary>Where the files are.</summary>
    public IObjectStore Store { get; } = store;

    /// <summary>Throws when the lake cannot read such a table.</summary>
    /// <exception cref="QueryFailure">It is a view, or its SerDe is none that the lake reads.</exception>
    public void CheckReadable(GlueTable table)
    {
        if (table.TableType == "VIRTUAL_VIEW")
        {
            throw QueryFailure.NotSupported($"views ('{table.DatabaseName}.{table.Name}' is one)");
        }

        if (string.Equals(table.Parameters?.GetValueOrDefault("projection.enabled"), "true", StringComparison.OrdinalIgnoreCase))
        {
            throw QueryFailure.NotSupported(
                $"partition projection (projection.enabled of '{table.DatabaseName}.{table.Name}'); it reads the catalog's partitions");
        }

        Format(table);
    }

    /// <summary>Plans how some files of a table are read.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="table">The table.</param>
    /// <param name="files">The files.</param>
    /// <param name="withPath">Whether <see cref="HiddenColumns.Path"/> follows the partition keys.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    public RelationPlan Plan(
        DuckDbConnection connection, GlueTable table, List<TableFile> files, bool withPath, CancellationToken cancellationToken)
    {
        var format = Format(table);
        var columns = TableColumn.Of(table, table.StorageDescriptor?.Columns);
        var keys = TableColumn.Of(table, table.PartitionKeys);
        if (files.Count == 0)
        {
            var nothing = columns.Concat(keys).Select(static column => $"NULL::{column.Type.DuckDb} AS {column.Quoted}")
                .Concat(withPath ? [$"NULL::VARCHAR AS {DuckDbSql.Identifier(HiddenColumns.Path)}"] : []);
            return new RelationPlan($"SELECT {string.Join(", ", nothing)} WHERE false", files, []);
        }

        var scans = Scans(table, columns, keys, files, withPath);
        var branches = scans.SelectMany(scan => format.Scan(connection, scan, cancellationToken)).ToList();
        return new RelationPlan(string.Join("\nUNION ALL\n", branches.Select(static branch => branch.Sql)), files, branches);
    }

    private static ITableFormat[] Formats(TextFiles texts) =>
        [new ParquetFormat(new ParquetSchemas()), new DelimitedText(texts), new QuotedCsv(texts), new JsonLines(texts)];

    private static IEnumerable<TableScan> Scans(
        GlueTable table, List<TableColumn> columns, List<TableColumn> keys, List<TableFile> files, bool withPath)
    {
        TableScan Scan(IReadOnlyList<TableFile> some, Func<TableFile, string> keyItems, string options) => new()
        {
            Table = table,
            Columns = columns,
            Files = some,
            Keys = keyItems,
            ReaderOptions = options,
        };

        string Constants(TableFile file) => string.Concat(keys.Select(
            (key, index) => $", {PartitionValue.Sql(file.PartitionValues[index], key.Type)} AS {key.Quoted}"));

        if (withPath)
        {
            // Each file by itself: what DuckDB calls it is not what a user does.
            return files.Select(file => Scan(
                [file],
                one => $"{Constants(one)}, {DuckDbSql.Literal(one.Uri)} AS {DuckDbSql.Identifier(HiddenColumns.Path)}",
                ", hive_partitioning=false"));
        }

        if (keys.Count == 0)
        {
            return [Scan(files, static _ => "", ", hive_partitioning=false")];
        }

        if (PartitionFolders.Agree(files, columns, keys))
        {
            // DuckDB reads the values from the folders and so skips the files of partitions that a query excludes.
            var types = string.Join(", ", keys.Select(static key => $"{DuckDbSql.Literal(key.Name)}: {key.Type.DuckDb}"));
            var items = string.Concat(keys.Select(static key => $", CAST({key.Quoted} AS {key.Type.DuckDb}) AS {key.Quoted}"));
            return [Scan(files, _ => items, $", hive_partitioning=true, hive_types_autocast=false, hive_types={{{types}}}") with { KeysFromPaths = true }];
        }

        if (PartitionPlaces.Find(table, files) is { } first)
        {
            // Folders without names, as Firehose writes them: one read of all of them, not one for each. DuckDB skips files here too.
            var items = string.Concat(keys.Select(
                (key, index) => $", CAST(string_split(filename, '/')[{first + index + 1}] AS {key.Type.DuckDb}) AS {key.Quoted}"));
            return [Scan(files, _ => items, ", hive_partitioning=false, filename=true") with { KeysFromPaths = true }];
        }

        return files.GroupBy(static file => string.Join('\0', file.PartitionValues))
            .Select(group => Scan(group.ToList(), Constants, ", hive_partitioning=false"));
    }
}
