using System.Text;
using System.Text.Json.Nodes;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Hosting;
using Sluice.Lake.Lambda;

namespace Sluice.Functions.Tests.Lake;

/// <summary>
/// A whole lake in a folder of its own, with one small pipeline, <c>sales</c>: amounts by region arrive as csv and are
/// published as totals, a partition for each exec_date and region.
/// </summary>
internal sealed class RunningLake : IAsyncDisposable
{
    public const string Landing = "sluice-landing-000000000000-dev";
    public const string Processed = "sluice-processed-000000000000-dev";
    public const string Assets = "sluice-assets-000000000000-dev";
    public const string Date = "2026-11-20";

    public const string Configuration = """
        {
          "done_file": { "dataset": "shop" },
          "incoming": [ { "pattern": "sales*.csv", "table": "sales" } ],
          "tables": [
            {
              "name": "sales", "zone": "landing", "format": "csv", "csv": { "header_lines": 1 },
              "columns": [ { "name": "region", "type": "string" }, { "name": "amount", "type": "int" } ],
              "partition_keys": [ { "name": "exec_date", "type": "date" } ]
            },
            {
              "name": "totals", "zone": "processed",
              "columns": [ { "name": "amount", "type": "bigint" } ],
              "partition_keys": [ { "name": "exec_date", "type": "date" }, { "name": "region", "type": "string" } ]
            }
          ],
          "etl": [ { "sql": "sql/totals.sql", "table": "totals" } ],
          "retention_runs": 2
        }
        """;

    public const string Sql = """
        SELECT SUM(amount) AS amount, {{ exec_date }} AS exec_date, region
        FROM {{ landing_db }}.sales
        WHERE exec_date = {{ exec_date }}
        GROUP BY region
        """;

    private readonly string folder;

    private RunningLake(string folder, LakeHost host) => (this.folder, Host) = (folder, host);

    public LakeHost Host { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RunningLake> StartAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"sluice-functions-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        var lake = new RunningLake(folder, await LakeHost.StartAsync(
            new LakeOptions
            {
                DataFolder = Path.Combine(folder, "lake"),
                TemplatePath = RepositoryFiles.At("template.yaml"),
                PipelinesFolder = Path.Combine(folder, "pipelines"),
            },
            Token));
        await lake.ConfigureAsync(Configuration, Sql);
        return lake;
    }

    /// <summary>Puts the pipeline's folder into the assets bucket.</summary>
    public async Task ConfigureAsync(string configuration, string sql)
    {
        await PutAsync(Assets, "pipelines/sales/pipeline.json", configuration);
        await PutAsync(Assets, "pipelines/sales/sql/totals.sql", sql);
    }

    public Task DropAsync(string csv, string file = "sales.csv") => PutAsync(Landing, $"incoming/shop/{Date}/{file}", csv);

    public async Task PutAsync(string bucket, string key, string text) =>
        await Host.Objects.PutAsync(bucket, key, new MemoryStream(Encoding.UTF8.GetBytes(text)), "text/plain", Token);

    public string? Text(string bucket, string key) =>
        Host.Objects.Find(bucket, key) is { } found ? File.ReadAllText(found.FilePath) : null;

    public IReadOnlyList<string> Keys(string bucket, string prefix) => [.. Host.Objects.List(bucket, prefix).Select(static found => found.Key)];

    /// <summary>Invokes a function by its class name and returns what it answers.</summary>
    public async Task<JsonObject> InvokeAsync(string function, JsonObject input)
    {
        var result = await CallAsync(function, input);
        Assert.True(result.FunctionError is null, result.Payload);
        return (JsonObject)JsonNode.Parse(result.Payload)!;
    }

    /// <summary>Invokes a function that has to fail and returns <c>errorType: errorMessage</c>.</summary>
    public async Task<string> FailAsync(string function, JsonObject input)
    {
        var result = await CallAsync(function, input);
        Assert.Equal("Unhandled", result.FunctionError);
        var error = JsonNode.Parse(result.Payload)!;
        return $"{error["errorType"]}: {error["errorMessage"]}";
    }

    /// <summary>
    /// Publishes as the state machine does: again, while another run is at work or changes the table. Returns nothing when it is
    /// done, else <c>errorType: errorMessage</c>.
    /// </summary>
    public async Task<string> PublishAsync(JsonObject run)
    {
        while (true)
        {
            var result = await CallAsync("PublishPartitions", run);
            if (result.FunctionError is null)
            {
                return "";
            }

            var error = JsonNode.Parse(result.Payload)!;
            if ((string?)error["errorType"] is not ("DateHeldException" or "ConcurrentModificationException"))
            {
                return $"{error["errorType"]}: {error["errorMessage"]}";
            }
        }
    }

    /// <summary>What ReadSetup is given when the done-file's event is delivered.</summary>
    public static JsonObject Delivery(string execution, string sequencer = "00aa") => new()
    {
        ["event"] = new JsonObject
        {
            ["detail-type"] = "Object Created",
            ["time"] = "2026-11-21T06:00:00Z",
            ["detail"] = new JsonObject
            {
                ["bucket"] = new JsonObject { ["name"] = Landing },
                ["object"] = new JsonObject { ["key"] = $"incoming/shop/{Date}/sales.done", ["sequencer"] = sequencer },
            },
        },
        ["execution_name"] = execution,
    };

    /// <summary>ReadSetup for a run by hand; the answer is what other functions take.</summary>
    public Task<JsonObject> SetUpAsync(string execution, string second = "00") => InvokeAsync("ReadSetup", SetupInput(execution, second));

    public static JsonObject SetupInput(string execution, string second = "00", string pipeline = "sales") => new()
    {
        ["event"] = new JsonObject { ["pipeline"] = pipeline, ["exec_date"] = Date },
        ["execution_name"] = execution,
        ["start_time"] = $"2026-11-21T06:00:{second}Z",
    };

    /// <summary>A whole run, function by function; returns what PublishPartitions answers.</summary>
    public async Task<(JsonObject Run, JsonObject Published)> RunAsync(string execution, string second)
    {
        var run = await SetUpAsync(execution, second);
        await InvokeAsync("IngestLanding", run);
        await StageAsync(run);
        return (run, await InvokeAsync("PublishPartitions", run));
    }

    /// <summary>Starts the statements and waits for them.</summary>
    public async Task StageAsync(JsonObject run)
    {
        await InvokeAsync("RunEtlInsertAthena", run);
        await WaitForQueriesAsync(run);
        Assert.Equal("SUCCEEDED", (string?)(await InvokeAsync("CheckAthena", run))["state"]);
    }

    public async Task WaitForQueriesAsync(JsonObject run)
    {
        foreach (var query in Queries(run))
        {
            await Host.Athena.WaitForQueryAsync(query, Token);
        }
    }

    public IReadOnlyList<string> Queries(JsonObject run) =>
        [.. JsonNode.Parse(Text(Assets, ((string)run["plan_key"]!).Replace("plan.json", "queries.json"))!)!.AsArray()
            .Select(static query => (string)query!["query_execution_id"]!)];

    /// <summary>The rows that readers of <c>totals</c> see: <c>2026-11-20 north 7</c>.</summary>
    public Task<IReadOnlyList<string>> TotalsAsync() => QueryAsync("SELECT exec_date, region, amount FROM processed_db_dev.totals ORDER BY 1, 2, 3");

    /// <summary>A query's rows, with blanks between values.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        var started = await Host.Athena.Json.InvokeAsync("StartQueryExecution", new JsonObject { ["QueryString"] = sql, ["WorkGroup"] = "sluice-dev" }, Token);
        var id = (string)started["QueryExecutionId"]!;
        await Host.Athena.WaitForQueryAsync(id, Token);
        var results = await Host.Athena.Json.InvokeAsync("GetQueryResults", new JsonObject { ["QueryExecutionId"] = id }, Token);
        return [.. results["ResultSet"]!["Rows"]!.AsArray().Skip(1).Select(static row =>
            string.Join(' ', row!["Data"]!.AsArray().Select(static datum => (string?)datum!["VarCharValue"])))];
    }

    public IReadOnlyList<GluePartition> Partitions(string database, string table) => Host.Catalog.Partitions(database, table);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Task<LambdaResult> CallAsync(string function, JsonObject input) =>
        Host.Functions.InvokeAsync($"sluice-dev-{function}", input.ToJsonString(), Token);
}
