using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>Reads the footers of Parquet files with DuckDB, many at a time.</summary>
internal sealed class ParquetClassifier : IDisposable
{
    private const int BatchSize = 500;
    private readonly Lazy<DuckDbDatabase> database = new(static () => DuckDbDatabase.OpenInMemory());

    /// <summary>Whether a file begins and ends as Parquet does.</summary>
    internal static bool LooksLikeParquet(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length < 12)
        {
            return false;
        }

        Span<byte> magic = stackalloc byte[4];
        file.ReadExactly(magic);
        return magic.SequenceEqual("PAR1"u8);
    }

    /// <summary>The schema of each file, or why it has none.</summary>
    internal Dictionary<string, object> Classify(IReadOnlyList<string> paths, CancellationToken stop)
    {
        using var connection = database.Value.Connect();
        var found = new Dictionary<string, object>(StringComparer.Ordinal);
        var columns = new Dictionary<string, IReadOnlyList<KeyValuePair<string, HiveType>>>(StringComparer.Ordinal);
        foreach (var batch in paths.Chunk(BatchSize))
        {
            try
            {
                Read(connection, batch, columns, found, stop);
            }
            catch (DuckDbException) when (batch.Length > 1)
            {
                // One of them is broken and DuckDB does not say which.
                foreach (var path in batch)
                {
                    ReadOne(connection, path, columns, found, stop);
                }
            }
            catch (DuckDbException exception)
            {
                found[batch[0]] = Broken(exception);
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (database.IsValueCreated)
        {
            database.Value.Dispose();
        }
    }

    private static void ReadOne(
        DuckDbConnection connection,
        string path,
        Dictionary<string, IReadOnlyList<KeyValuePair<string, HiveType>>> columns,
        Dictionary<string, object> found,
        CancellationToken stop)
    {
        try
        {
            Read(connection, [path], columns, found, stop);
        }
        catch (DuckDbException exception)
        {
            found[path] = Broken(exception);
        }
    }

    private static UnclassifiedFileException Broken(DuckDbException exception) =>
        new($"it begins like Parquet but cannot be read: {exception.Message}");

    private static void Read(
        DuckDbConnection connection,
        IReadOnlyList<string> paths,
        Dictionary<string, IReadOnlyList<KeyValuePair<string, HiveType>>> columns,
        Dictionary<string, object> found,
        CancellationToken stop)
    {
        // Files of one writer have one schema: its columns are asked for once for each fingerprint, not for each file.
        var list = DuckDbSql.List(paths);
        using var result = connection.Query(
            $"""
            SELECT s.file_name, s.fingerprint, m.num_rows
            FROM (
                SELECT file_name, md5(string_agg(concat_ws('|', name, type, type_length, num_children, converted_type, scale,
                    precision, logical_type, repetition_type), chr(10))) AS fingerprint
                FROM parquet_schema({list}) GROUP BY file_name) s
            JOIN parquet_file_metadata({list}) m USING (file_name)
            """,
            stop);
        foreach (var row in result.Rows().ToList())
        {
            var (path, fingerprint) = ((string)row[0]!, (string)row[1]!); // a group's key and a hash are never null
            if (!columns.TryGetValue(fingerprint, out var schema))
            {
                columns[fingerprint] = schema = Columns(connection, path, stop);
            }

            found[path] = new FileSchema
            {
                Format = FileFormat.Parquet,
                Columns = schema,
                RecordCount = Convert.ToInt64(row[2], System.Globalization.CultureInfo.InvariantCulture),
            };
        }
    }

    private static List<KeyValuePair<string, HiveType>> Columns(DuckDbConnection connection, string path, CancellationToken stop)
    {
        using var result = connection.Query(
            $"SELECT * FROM read_parquet({DuckDbSql.Literal(path)}, hive_partitioning = false, filename = false) LIMIT 0", stop);
        return result.Columns.Select(static column => KeyValuePair.Create(column.Name, Hive(column.Type))).ToList();
    }

    private static HiveType Hive(DuckDbType type) => type.Id switch
    {
        DuckDbTypeId.Boolean => HiveType.Boolean,
        DuckDbTypeId.TinyInt => new HiveType.Simple("tinyint"),
        DuckDbTypeId.SmallInt or DuckDbTypeId.UTinyInt => new HiveType.Simple("smallint"),
        DuckDbTypeId.Integer or DuckDbTypeId.USmallInt => HiveType.Int,
        DuckDbTypeId.BigInt or DuckDbTypeId.UInteger or DuckDbTypeId.UBigInt or DuckDbTypeId.Time => HiveType.BigInt,
        DuckDbTypeId.Float => new HiveType.Simple("float"),
        DuckDbTypeId.Double => HiveType.Double,
        DuckDbTypeId.Decimal => new HiveType.Simple($"decimal({type.Precision},{type.Scale})"),
        DuckDbTypeId.Date => new HiveType.Simple("date"),
        DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampSeconds or DuckDbTypeId.TimestampMilliseconds
            or DuckDbTypeId.TimestampNanoseconds or DuckDbTypeId.TimestampTz => new HiveType.Simple("timestamp"),
        DuckDbTypeId.Blob => new HiveType.Simple("binary"),
        DuckDbTypeId.List or DuckDbTypeId.Array => new HiveType.Array(Hive(type.Children[0].Type)),
        DuckDbTypeId.Map => new HiveType.Map(Hive(type.Children[0].Type), Hive(type.Children[1].Type)),
        DuckDbTypeId.Struct => new HiveType.Struct(
            type.Children.Select(static field => KeyValuePair.Create(field.Name.ToLowerInvariant(), Hive(field.Type))).ToList()),
        _ => HiveType.Text,
    };
}
