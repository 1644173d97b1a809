using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Tables;

/// <summary>
/// Parquet. Columns are matched by name, one that a file lacks is NULL. A file that is damaged, or whose column has another
/// type, fails a query that reads it, and only that.
/// </summary>
internal sealed class ParquetFormat(ParquetSchemas schemas) : IWritableFormat
{
    /// <inheritdoc/>
    public string FileSuffix => "";

    /// <inheritdoc/>
    public bool Reads(string serializationLibrary) => serializationLibrary.EndsWith(".ParquetHiveSerDe", StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool Writes(string serializationLibrary) => Reads(serializationLibrary);

    /// <inheritdoc/>
    public string CopyOptions(GlueTable table) => "FORMAT parquet, COMPRESSION snappy";

    /// <summary>Reads a file to its end to see whether that works.</summary>
    public static bool IsDamaged(DuckDbConnection connection, TableFile file, CancellationToken cancellationToken)
    {
        try
        {
            connection.Execute($"SELECT count(hash(t)) FROM read_parquet({DuckDbSql.Literal(file.Path)}) t", cancellationToken);
            return false;
        }
        catch (DuckDbException)
        {
            return true;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ScanBranch> Scan(DuckDbConnection connection, TableScan scan, CancellationToken cancellationToken)
    {
        var alike = scan.Files.Zip(schemas.Of(connection, scan.Files, cancellationToken))
            .GroupBy(pair => Signature(pair.First, pair.Second, scan.Columns));
        foreach (var group in alike)
        {
            var (file, schema) = group.First();
            if (schema.Error is not null)
            {
                yield return UnreadableFile.Branch(scan, file, UnreadableFile.CannotOpen(file, Reason(file, schema.Error)));
                continue;
            }

            var items = scan.Columns.Select(column => $"{Item(column, schema, file)} AS {column.Quoted}");
            var files = group.Select(static pair => pair.First).ToList();
            yield return new ScanBranch(
                $"SELECT {string.Join(", ", items)}{scan.Keys(file)} FROM read_parquet("
                + $"{DuckDbSql.List(files.Select(static found => found.Path))}{scan.ReaderOptions})",
                files);
        }
    }

    /// <summary>Files with the same columns are read together; a file that has something wrong is read alone, so that its error can name it.</summary>
    private static string Signature(TableFile file, ParquetFileSchema schema, IReadOnlyList<TableColumn> columns)
    {
        var isWrong = schema.Error is not null
            || columns.Any(column => schema.Find(column.Name) is { } found && !found.Fits(column.Type));
        return isWrong
            ? file.Path
            : string.Join('\0', columns.Select(column => schema.Find(column.Name) is { } found ? $"{found.PhysicalType}{found.Annotation}" : "-"));
    }

    private static string Item(TableColumn column, ParquetFileSchema schema, TableFile file)
    {
        if (schema.Find(column.Name) is not { } found)
        {
            return $"NULL::{column.Type.DuckDb}";
        }

        if (found.Fits(column.Type))
        {
            return $"CAST({column.Quoted} AS {column.Type.DuckDb})";
        }

        // Depends on the column, so that it is evaluated only where the column is read.
        var message =
            $"HIVE_BAD_DATA: Field {column.Name}'s type {found.DisplayType} in parquet file {file.Uri} is incompatible with type "
            + $"{column.Type.Trino} defined in table schema";
        return $"CAST(error({DuckDbSql.Literal(message)} || left(coalesce(CAST({column.Quoted} AS VARCHAR), ''), 0)) AS {column.Type.DuckDb})";
    }

    private static string Reason(TableFile file, string error) => error.Contains("No magic bytes", StringComparison.Ordinal)
        ? "not a valid Parquet file: it does not end with the magic number PAR1"
        : $"not a valid Parquet file: {error.Replace(file.Path, file.Uri, StringComparison.Ordinal)}";
}
