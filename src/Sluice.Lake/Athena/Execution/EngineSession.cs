using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Execution;

/// <summary>A DuckDB of one query's own, the tables of that query under <c>awsdatacatalog</c>.</summary>
internal sealed class EngineSession : IDisposable
{
    private readonly DuckDbDatabase database;

    /// <param name="temporaryFolder">The query's own folder.</param>
    /// <param name="lakeFolder">The only folder that its statements may read and write.</param>
    /// <param name="settings">DuckDB's own settings, beside those that every session has.</param>
    /// <param name="sideBySide">How many sessions share the machine's memory.</param>
    public EngineSession(
        string temporaryFolder,
        string lakeFolder,
        IReadOnlyDictionary<string, string>? settings = null,
        int sideBySide = AthenaService.DefaultConcurrency)
    {
        TemporaryFolder = temporaryFolder;
        database = DuckDbDatabase.OpenInMemory(new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["threads"] = Environment.ProcessorCount.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["memory_limit"] = EngineMemory.Limit(sideBySide),
            ["temp_directory"] = Path.Combine(temporaryFolder, "spill"),
        });
        Connection = database.Connect();
        Connection.Execute(
            "SET TimeZone = 'UTC'; ATTACH ':memory:' AS awsdatacatalog; " +
            // What the dialect lets through by mistake still reads nothing outside the lake's folder.
            $"SET allowed_directories = [{DuckDbSql.Literal(lakeFolder)}]; SET enable_external_access = false; SET lock_configuration = true");
    }

    /// <summary>The connection that everything of this query runs on.</summary>
    public DuckDbConnection Connection { get; }

    /// <summary>The query's folder: files on their way into the object store, and what does not fit into memory.</summary>
    public string TemporaryFolder { get; }

    /// <summary>The first column of the only row.</summary>
    public object? Scalar(string sql, CancellationToken cancellationToken)
    {
        using var result = Connection.Query(sql, cancellationToken);
        return result.Rows().First()[0];
    }

    public void Dispose()
    {
        Connection.Dispose();
        database.Dispose();
        if (Directory.Exists(TemporaryFolder))
        {
            Directory.Delete(TemporaryFolder, recursive: true);
        }
    }
}
