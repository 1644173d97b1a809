using Sluice.Lake.Athena.Execution;
using Sluice.Lake.DuckDb;
using Sluice.Lake.S3;

namespace Sluice.Lake.Glue.Jobs.Scripts.Spark;

/// <summary>A Spark session on DuckDB, as far as a SQL job uses one: temporary views over Parquet, a query, Parquet again.</summary>
internal sealed class SparkSession
{
    private readonly EngineSession engine;
    private readonly IObjectStore objects;
    private readonly SparkDialect dialect;
    private readonly HashSet<string> views = new(StringComparer.OrdinalIgnoreCase);

    public SparkSession(EngineSession engine, IObjectStore objects)
    {
        (this.engine, this.objects) = (engine, objects);
        engine.Connection.Execute(SparkFunctions.Macros);
        dialect = new SparkDialect(engine);
    }

    /// <summary><c>spark.read.parquet(path).createOrReplaceTempView(name)</c>.</summary>
    public void CreateView(string name, string path, CancellationToken cancellationToken)
    {
        var files = DuckDbSql.List(Files(path).Select(static file => file.FilePath));
        try
        {
            var columns = Columns($"SELECT * FROM read_parquet({files}, union_by_name = true)", cancellationToken)
                .Select(static column => $"{SparkTypes.Read(column)} AS {DuckDbSql.Identifier(column.Name)}");
            engine.Connection.Execute(
                $"CREATE OR REPLACE VIEW {DuckDbSql.Identifier(name)} AS SELECT {string.Join(", ", columns)} FROM read_parquet({files}, union_by_name = true)",
                cancellationToken);
        }
        catch (DuckDbException exception)
        {
            throw new JobFailedException($"the table {name} cannot be read from {path}: {exception.Message}", exception);
        }

        views.Add(name);
    }

    /// <summary><c>spark.sql(sql).write.mode("overwrite").parquet(target)</c>; returns the number of rows, 0 without a target.</summary>
    public async Task<long> RunAsync(string sql, string? target, CancellationToken cancellationToken)
    {
        try
        {
            var query = dialect.Translate(sql, views, cancellationToken);
            CheckNames(query, cancellationToken);
            var columns = Columns(query, cancellationToken);
            if (target is null)
            {
                return 0;
            }

            var file = Path.Combine(engine.TemporaryFolder, $"{Guid.NewGuid():N}.parquet");
            var written = columns.Select(static column => $"{SparkTypes.Written(column)} AS {DuckDbSql.Identifier(column.Name)}");
            var rows = engine.Connection.Execute(
                $"COPY (SELECT {string.Join(", ", written)} FROM ({query})) TO {DuckDbSql.Literal(file)} (FORMAT parquet, COMPRESSION snappy)", cancellationToken);
            await OverwriteAsync(target, file, cancellationToken);
            return rows;
        }
        catch (DuckDbException exception)
        {
            throw new JobFailedException(exception.Message, exception);
        }
    }

    /// <summary>One file whose name is always the same: a reader of the folder sees the old rows or the new.</summary>
    private async Task OverwriteAsync(string target, string file, CancellationToken cancellationToken)
    {
        var folder = Folder(target, "s3_target");
        var key = $"{folder.Key}part-00000.snappy.parquet";
        await objects.PutFileAsync(folder.Bucket, key, file, cancellationToken);
        foreach (var old in objects.List(folder.Bucket, folder.Key).Where(found => found.Key != key))
        {
            objects.Delete(folder.Bucket, old.Key);
        }
    }

    private List<StoredObject> Files(string path)
    {
        var folder = Folder(path, "s3_path");
        var found = objects.List(folder.Bucket, folder.Key)
            .Where(file => file.Size > 0 && !file.Key[folder.Key.Length..].Split('/').Any(static part => part is ['_' or '.', ..]))
            .ToList();
        if (found.Count == 0)
        {
            throw new JobFailedException($"Path does not exist: {path} has no files. Run what writes them, or correct s3_path.");
        }

        return found.Find(file => file.Key[folder.Key.Length..].Contains('/', StringComparison.Ordinal)) is { } below
            ? throw new JobFailedException($"{path} has folders in it (s3://{folder.Bucket}/{below.Key}): the lake's SQL job reads a folder of files. Name that in s3_path.")
            : found;
    }

    private S3Uri Folder(string location, string what)
    {
        if (!S3Uri.TryParse(location, out var uri) || uri.Key.Length == 0)
        {
            throw new JobFailedException($"{what} is '{location}': it must be s3://bucket/folder/.");
        }

        return objects.BucketExists(uri.Bucket)
            ? uri with { Key = uri.Key.TrimEnd('/') + "/" }
            : throw new JobFailedException($"{what} is {location}, and there is no bucket {uri.Bucket}: make it with `aws s3 mb s3://{uri.Bucket}`.");
    }

    /// <summary>Spark writes no two columns of one name; DuckDB would give one of them another.</summary>
    private void CheckNames(string query, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using var described = engine.Connection.Query($"DESCRIBE {query}", cancellationToken);
        foreach (var name in described.Rows().Select(static row => (string)row[0]!)) // a column has a name
        {
            if (!seen.Add(name))
            {
                throw new JobFailedException($"Found duplicate column(s) in the data to save: {name}. Give one of them another name with AS.");
            }
        }
    }

    private IReadOnlyList<DuckDbField> Columns(string sql, CancellationToken cancellationToken)
    {
        using var result = engine.Connection.Query($"SELECT * FROM ({sql}) LIMIT 0", cancellationToken);
        return result.Columns;
    }
}
