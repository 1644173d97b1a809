using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Configuration;
using Sluice.Lake.Athena;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Hosting;
using Sluice.Lake.S3;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;
using Sluice.Planning;

namespace Sluice.Local.Validation;

/// <summary>The lake's Athena on tables without rows, in a folder that goes with it.</summary>
internal sealed class EmptyLake : IAsyncDisposable
{
    private const string Results = "results";

    private readonly string root = Directory.CreateTempSubdirectory("sluice-validate-").FullName;
    private readonly ObjectStore store;
    private readonly GlueCatalog catalog;
    private readonly AthenaService athena;
    private int named;

    internal EmptyLake()
    {
        var folder = new LakeFolder(root);
        var time = new LakeTime(TimeProvider.System);
        store = new ObjectStore(folder, time);
        catalog = new GlueCatalog(folder, time, new LakeIdentity());
        athena = AthenaService.Create(store, catalog, folder, time, new LakeIdentity());
        store.EnsureBucket(Results);
    }

    /// <summary>A name for a table that no pipeline has named.</summary>
    internal string NewName(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}_{++named}");

    /// <summary>Creates a database.</summary>
    internal void Create(DatabasePlan database) => catalog.CreateDatabase(new GlueDatabase { Name = database.Name, LocationUri = database.Location });

    /// <summary>Creates a table.</summary>
    internal void Create(
        string database, string name, string location, TableStorage storage, IEnumerable<ColumnConfiguration> columns, IEnumerable<ColumnConfiguration> keys)
    {
        if (S3Uri.TryParse(location, out var uri))
        {
            store.EnsureBucket(uri.Bucket);
        }

        catalog.CreateTable(new GlueTable
        {
            Name = name,
            DatabaseName = database,
            TableType = "EXTERNAL_TABLE",
            Parameters = storage.TableParameters,
            PartitionKeys = [.. keys.Select(static key => new GlueColumn { Name = key.Name, Type = key.Type })],
            StorageDescriptor = new StorageDescriptor
            {
                Columns = [.. columns.Select(static column => new GlueColumn { Name = column.Name, Type = column.Type })],
                Location = location,
                InputFormat = storage.InputFormat,
                OutputFormat = storage.OutputFormat,
                SerdeInfo = new SerDeInfo { SerializationLibrary = storage.SerializationLibrary, Parameters = storage.SerdeParameters },
            },
        });
    }

    /// <summary>Runs a statement.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="database">The database of names without one; null for none.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>Its result, or why it failed.</returns>
    internal async Task<(JsonObject? Result, string? Reason)> RunAsync(string sql, string? database, CancellationToken cancellationToken)
    {
        var request = new JsonObject
        {
            ["QueryString"] = sql,
            ["ResultConfiguration"] = new JsonObject { ["OutputLocation"] = $"s3://{Results}/" },
        };
        if (database is not null)
        {
            request["QueryExecutionContext"] = new JsonObject { ["Database"] = database };
        }

        var started = await athena.Json.InvokeAsync("StartQueryExecution", request, cancellationToken);
        var id = (string)started["QueryExecutionId"]!; // StartQueryExecution always answers with it
        await athena.WaitForQueryAsync(id, cancellationToken);
        var query = await athena.Json.InvokeAsync("GetQueryExecution", new JsonObject { ["QueryExecutionId"] = id }, cancellationToken);
        var status = query["QueryExecution"]!["Status"]!; // an execution always has one
        return (string?)status["State"] == "SUCCEEDED"
            ? (await athena.Json.InvokeAsync("GetQueryResults", new JsonObject { ["QueryExecutionId"] = id }, cancellationToken), null)
            : (null, (string?)status["StateChangeReason"] ?? "It failed without a reason.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await athena.DisposeAsync();
        catalog.Dispose();
        store.Dispose();
        Directory.Delete(root, recursive: true);
    }
}
