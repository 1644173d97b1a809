using Sluice.Lake.DuckDb;
using Sluice.Lake.S3;

namespace Sluice.Lake.Athena.Tables;

/// <summary>The columns of Parquet files. A file is read once: objects never change, a new version is a new file.</summary>
internal sealed class ParquetSchemas
{
    private readonly FileFacts<(string Path, string ETag), ParquetFileSchema> known = new();

    /// <summary>The schema of each of the files, in their order.</summary>
    public IReadOnlyList<ParquetFileSchema> Of(DuckDbConnection connection, IReadOnlyList<TableFile> files, CancellationToken cancellationToken)
    {
        var schemas = new Dictionary<TableFile, ParquetFileSchema>(ReferenceEqualityComparer.Instance);
        var missing = new List<TableFile>();
        foreach (var file in files)
        {
            if (known.TryGet(Key(file), out var schema))
            {
                schemas[file] = schema;
            }
            else
            {
                missing.Add(file);
            }
        }

        if (missing.Count > 0)
        {
            Load(connection, missing, schemas, cancellationToken);
        }

        foreach (var file in missing)
        {
            known.Keep(Key(file), schemas[file]);
        }

        return files.Select(file => schemas[file]).ToList();
    }

    private static (string Path, string ETag) Key(TableFile file) => (file.Path, file.Object.ETag);

    private static void Load(
        DuckDbConnection connection, List<TableFile> files, Dictionary<TableFile, ParquetFileSchema> schemas, CancellationToken cancellationToken)
    {
        try
        {
            Read(connection, files, schemas, cancellationToken);
        }
        catch (DuckDbException) when (files.Count > 1)
        {
            // One of them is not a Parquet file: the others are still readable, and a query may need only those.
            foreach (var file in files)
            {
                Load(connection, [file], schemas, cancellationToken);
            }
        }
        catch (DuckDbException exception)
        {
            schemas[files[0]] = new ParquetFileSchema([], exception.Message);
        }
    }

    private static void Read(
        DuckDbConnection connection, List<TableFile> files, Dictionary<TableFile, ParquetFileSchema> schemas, CancellationToken cancellationToken)
    {
        using var result = connection.Query(
            $"""
             SELECT file_name, name, type, coalesce(num_children, 0), coalesce(converted_type::VARCHAR, '') || coalesce(logical_type::VARCHAR, '')
             FROM parquet_schema({DuckDbSql.List(files.Select(static file => file.Path))})
             ORDER BY file_name, column_id
             """,
            cancellationToken);
        var rows = result.Rows().GroupBy(static row => (string)row[0]!).ToDictionary(static group => group.Key, TopLevel);
        foreach (var file in files)
        {
            schemas[file] = new ParquetFileSchema(rows[file.Path], null);
        }
    }

    /// <summary>The schema is a tree, written depth first: the root, then each column followed by what is inside it.</summary>
    private static List<ParquetColumn> TopLevel(IEnumerable<object?[]> rows)
    {
        var columns = new List<ParquetColumn>();
        var inside = 0L;
        foreach (var row in rows.Skip(1))
        {
            var children = Convert.ToInt64(row[3], System.Globalization.CultureInfo.InvariantCulture);
            if (inside > 0)
            {
                inside += children - 1;
                continue;
            }

            columns.Add(new ParquetColumn((string)row[1]!, children > 0 ? null : (string?)row[2], (string)row[4]!));
            inside = children;
        }

        return columns;
    }
}
