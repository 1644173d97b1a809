using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.Lake;

/// <summary>RunStageAthena: what it writes, what its targets show meanwhile, and what stays of runs that do not end well.</summary>
public sealed class RunStageAthenaTests : IAsyncLifetime
{
    private const string Target = "stages/sales/daily/exec_date=2026-11-20/";
    private const string Aside = "stages-athena/";
    private const string Sums = "SELECT region, sum(amount) AS amount FROM sales GROUP BY region";

    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync()
    {
        lake = await RunningLake.StartAsync();
        await lake.DropAsync("region,amount\nnorth,3\nsouth,4\nnorth,1\n");
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task OneFile_TakesThePlaceOfTheLastRunsOne()
    {
        await ConfigureAsync(Sums);
        await RunAsync("first", "00");
        Assert.Equal([Target + "part-00000"], lake.Keys(RunningLake.Processed, "stages"));
        Assert.Equal(["north 4", "south 4"], await RowsAsync("region string, amount bigint", "region, amount"));

        await lake.DropAsync("region,amount\nwest,9\n");
        await RunAsync("second", "01");

        Assert.Equal([Target + "part-00000"], lake.Keys(RunningLake.Processed, "stages"));
        Assert.Equal(["west 9"], await RowsAsync("region string, amount bigint", "region, amount"));
    }

    [Fact]
    public async Task SeveralFiles_HaveNamesOfTheRun_AndTheOldOnesGo()
    {
        await ConfigureAsync(Sums);
        await RunAsync("first", "00");
        var run = await LandedAsync("second", "01");
        Assert.Equal("RUNNING", await StepAsync(run)); // asks for the columns
        Assert.Equal("RUNNING", await StepAsync(run)); // inserts
        var written = Assert.Single(lake.Keys(RunningLake.Processed, Aside));
        await lake.Host.Objects.PutAsync(
            RunningLake.Processed, written + "-2", File.OpenRead(lake.Host.Objects.Find(RunningLake.Processed, written)!.FilePath), "", TestContext.Current.CancellationToken);

        Assert.Equal("SUCCEEDED", await StepAsync(run));

        var name = Target + run["run_id"] + "-" + written[(written.LastIndexOf('/') + 1)..];
        Assert.Equal([name, name + "-2"], lake.Keys(RunningLake.Processed, "stages"));
    }

    [Fact]
    public async Task ArraysMapsAndRows_AreWritten_AndReadByTheNextStage()
    {
        await ConfigureAsync(
            """
            SELECT region, array_agg(amount ORDER BY amount) AS amounts, map_agg(region || CAST(amount AS varchar), CAST(amount AS decimal(5,1))) AS by_name,
              CAST(ROW(min(amount), ARRAY[MAP(ARRAY['most'], ARRAY[max(amount)])]) AS ROW(Low bigint, "more" ARRAY(MAP(varchar, integer)))) AS span
            FROM sales GROUP BY region
            """,
            "SELECT region, cardinality(amounts) AS n, element_at(by_name, 'north3') AS three, span.low, span.more[1]['most'] AS most FROM daily");

        await RunAsync("first", "00");

        Assert.Equal(
            ["north [1, 3] {north1=1.0, north3=3.0} {low=1, more=[{most=3}]}", "south [4] {south4=4.0} {low=4, more=[{most=4}]}"],
            await RowsAsync(
                "region string, amounts array<int>, by_name map<string,decimal(5,1)>, span struct<low:bigint,more:array<map<string,int>>>",
                "region, amounts, map_from_entries(array_sort(map_entries(by_name))) AS by_name, span"));
        Assert.Equal(
            ["north 2 3.0 1 3", "south 1  4 4"],
            await RowsAsync("region string, n bigint, three decimal(5,1), low bigint, most int", "*", "stages/sales/next/exec_date=2026-11-20/"));
    }

    [Theory]
    [InlineData("ARRAY[current_timestamp]", "array(timestamp(3) with time zone)", "there is no place for 'timestamp with time zone' in a Parquet table.")]
    [InlineData("ROW(1, 'x')", "row(integer, varchar(1))", "a field of its row has no name (integer, varchar(1))).")]
    public async Task PartsThatCannotBeWritten_AreRefused_WithWhatToDo(string value, string type, string problem)
    {
        await ConfigureAsync($"SELECT {value} AS parts FROM sales");
        var run = await LandedAsync("first", "00");
        Assert.Equal("RUNNING", await StepAsync(run));
        Assert.Equal("RUNNING", await StepAsync(run)); // asks what they are made of

        Assert.StartsWith(
            $"StatementFailedException: Statement bronze/daily/columns (sql/daily.sql): the column 'parts' is of the type '{type}', which a stage in Athena cannot write: {problem}",
            await lake.FailAsync("RunStageAthena", Input(run)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongSql_IsNamedWithItsLine()
    {
        await ConfigureAsync("-- sums\nSELECT region,\n  amont FROM sales");
        var run = await LandedAsync("first", "00");
        Assert.Equal("RUNNING", await StepAsync(run));

        Assert.StartsWith(
            "StatementFailedException: Statement bronze/daily/columns (sql/daily.sql:3) FAILED: COLUMN_NOT_FOUND: ",
            await lake.FailAsync("RunStageAthena", Input(run)),
            StringComparison.Ordinal);
    }

    /// <summary>A query's request token is made of its id: were two ids the same, Athena would refuse the second one's SQL.</summary>
    [Fact]
    public async Task NamesThatEndAsAnothersBegins_AreOtherQueries()
    {
        string[] datasets = ["customer", "customer_columns", "stage_customer", "customer_types"];
        await ConfigureStagesAsync(
            new JsonObject { ["bronze"] = new JsonArray("customer", "customer_columns", "customer_types"), ["bronze_stage"] = new JsonArray("stage_customer") },
            [.. datasets.Select(static name => (name, $"SELECT region, array_agg(amount) AS amounts, '{name}' AS written FROM sales GROUP BY region"))]);
        var run = await LandedAsync("first", "00");

        foreach (var stage in (string[])["bronze", "bronze_stage"])
        {
            while (await StepAsync(run, stage) == "RUNNING")
            {
            }
        }

        var ids = lake.Keys(RunningLake.Assets, "runs/sales/").Where(static key => key.EndsWith(".queries.json", StringComparison.Ordinal))
            .SelectMany(key => JsonNode.Parse(lake.Text(RunningLake.Assets, key)!)!.AsArray())
            .Select(static query => (string)query!["statement_id"]!).ToList();
        Assert.Equal(datasets.Length * 3, ids.Distinct().Count());
        Assert.Equal(ids.Count, ids.Distinct().Count());
        foreach (var name in datasets)
        {
            Assert.Equal(
                [$"north {name}", $"south {name}"],
                await RowsAsync("region string, amounts array<int>, written string", "region, written", $"stages/sales/{name}/"));
        }
    }

    [Fact]
    public async Task WhatAFailedRunLeft_Goes()
    {
        await ConfigureAsync(Sums, target: "s3://nowhere/daily/");
        var run = await LandedAsync("first", "00");
        Assert.Equal("RUNNING", await StepAsync(run));
        Assert.Equal("RUNNING", await StepAsync(run));
        Assert.Contains("bucket", await lake.FailAsync("RunStageAthena", Input(run)), StringComparison.Ordinal);
        Assert.NotEmpty(lake.Keys(RunningLake.Processed, Aside));

        run["error"] = new JsonObject { ["Error"] = "SomeException", ["Cause"] = "No bucket." };
        run["execution_arn"] = "arn:first";
        run["input"] = new JsonObject();
        await lake.InvokeAsync("RecordFailure", run);

        Assert.Empty(lake.Keys(RunningLake.Processed, Aside));
        Assert.Empty(Tables());
    }

    [Fact]
    public async Task WhatAnAbortedRunLeft_GoesWithTheNextRunOfItsDate_AndNothingOfItComesAfterwards()
    {
        await ConfigureAsync(Sums);
        var aborted = await LandedAsync("aborted", "00");
        Assert.Equal("RUNNING", await StepAsync(aborted));
        Assert.Equal("RUNNING", await StepAsync(aborted));
        Assert.NotEmpty(lake.Keys(RunningLake.Processed, Aside));
        Assert.NotEmpty(Tables());

        await RunAsync("second", "01");

        Assert.Empty(lake.Keys(RunningLake.Processed, Aside));
        Assert.Empty(Tables());
        Assert.StartsWith("SupersededException: ", await lake.FailAsync("RunStageAthena", Input(aborted)), StringComparison.Ordinal);
        Assert.Equal(["north 4", "south 4"], await RowsAsync("region string, amount bigint", "region, amount"));
    }

    [Fact]
    public async Task TargetThatAnotherDatesRunHasTakenOver_StaysAsItIs()
    {
        await ConfigureAsync(Sums, target: "s3://{{ processed_bucket }}/stages/sales/daily/");
        await RunAsync("first", "00");
        var before = lake.Keys(RunningLake.Processed, "stages/sales/daily/");
        var stopped = await LandedAsync("stopped", "01");
        Assert.Equal("RUNNING", await StepAsync(stopped));
        Assert.Equal("RUNNING", await StepAsync(stopped));
        await lake.PutAsync(
            RunningLake.Assets, "runs/sales/steps.lock", """{"execution_name":"next","execution_arn":"arn:next","run_id":"20261122t000000_00000000"}""");

        Assert.StartsWith("RunClosedException: ", await lake.FailAsync("RunStageAthena", Input(stopped)), StringComparison.Ordinal);
        Assert.Equal(before, lake.Keys(RunningLake.Processed, "stages/sales/daily/"));
    }

    private IReadOnlyList<string> Tables() =>
        [.. lake.Host.Catalog.Tables("processed_db_dev").Select(static table => table.Name).Where(static name => name.Contains("__run_", StringComparison.Ordinal))];

    private async Task ConfigureAsync(string sql, string? next = null, string target = "s3://{{ processed_bucket }}/stages/sales/daily/exec_date={{ exec_date }}/")
    {
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("\"retention_runs\": 2", "\"stages\": { \"engine\": \"athena\" }", StringComparison.Ordinal), RunningLake.Sql);
        var sales = "s3://{{ landing_bucket }}/{{ landing_db }}/sales/exec_date={{ exec_date }}/run={{ run_id }}/";
        var queries = new JsonObject { ["daily"] = Dataset("daily", "sales", sales, target) };
        var stages = new JsonObject { ["bronze"] = new JsonArray("daily") };
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/sql/daily.sql", sql);
        if (next is not null)
        {
            queries["next"] = Dataset("next", "daily", target, "s3://{{ processed_bucket }}/stages/sales/next/exec_date={{ exec_date }}/");
            stages["silver"] = new JsonArray("next");
            await lake.PutAsync(RunningLake.Assets, "pipelines/sales/sql/next.sql", next);
        }

        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/etl_stages.json", stages.ToJsonString());
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/sql_queries.json", queries.ToJsonString());
    }

    /// <summary>Datasets that all read what landed, each with a folder of its own.</summary>
    private async Task ConfigureStagesAsync(JsonObject stages, IReadOnlyList<(string Name, string Sql)> datasets)
    {
        await ConfigureAsync(Sums);
        var sales = "s3://{{ landing_bucket }}/{{ landing_db }}/sales/exec_date={{ exec_date }}/run={{ run_id }}/";
        var queries = new JsonObject();
        foreach (var (name, sql) in datasets)
        {
            queries[name] = Dataset(name, "sales", sales, $"s3://{{{{ processed_bucket }}}}/stages/sales/{name}/");
            await lake.PutAsync(RunningLake.Assets, $"pipelines/sales/sql/{name}.sql", sql);
        }

        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/etl_stages.json", stages.ToJsonString());
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/sql_queries.json", queries.ToJsonString());
    }

    private static JsonObject Dataset(string name, string table, string path, string target) => new()
    {
        ["sql_name"] = name,
        ["sql_file"] = $"sql/{name}.sql",
        ["tables"] = new JsonArray(new JsonObject { ["table_name"] = table, ["s3_path"] = path }),
        ["s3_target"] = target,
    };

    private async Task RunAsync(string execution, string second)
    {
        var run = await LandedAsync(execution, second);
        foreach (var stage in lake.Text(RunningLake.Assets, "pipelines/sales/etl_stages.json")!.Contains("silver", StringComparison.Ordinal) ? ["bronze", "silver"] : (string[])["bronze"])
        {
            while (await StepAsync(run, stage) == "RUNNING")
            {
            }
        }
    }

    private async Task<JsonObject> LandedAsync(string execution, string second)
    {
        var run = await lake.SetUpAsync(execution, second);
        await lake.InvokeAsync("IngestLanding", run);
        return run;
    }

    /// <summary>One call, and the wait for the query that it has started.</summary>
    private async Task<string> StepAsync(JsonObject run, string stage = "bronze")
    {
        var state = (string)(await lake.InvokeAsync("RunStageAthena", Input(run, stage)))["state"]!;
        var folder = ((string)run["plan_key"]!).Replace("plan.json", "stages/", StringComparison.Ordinal);
        foreach (var list in lake.Keys(RunningLake.Assets, folder).Where(static key => key.EndsWith(".queries.json", StringComparison.Ordinal)))
        {
            foreach (var query in JsonNode.Parse(lake.Text(RunningLake.Assets, list)!)!.AsArray())
            {
                await lake.Host.Athena.WaitForQueryAsync((string)query!["query_execution_id"]!, TestContext.Current.CancellationToken);
            }
        }

        return state;
    }

    private static JsonObject Input(JsonObject run, string stage = "bronze") => new()
    {
        ["pipeline"] = run["pipeline"]!.DeepClone(),
        ["exec_date"] = run["exec_date"]!.DeepClone(),
        ["run_id"] = run["run_id"]!.DeepClone(),
        ["plan_key"] = run["plan_key"]!.DeepClone(),
        ["stage"] = stage,
        ["waited_seconds"] = 0,
    };

    /// <summary>What a reader of the target's folder sees.</summary>
    private async Task<IReadOnlyList<string>> RowsAsync(string columns, string selected, string target = Target)
    {
        var name = $"seen_{Guid.NewGuid():N}";
        await lake.QueryAsync($"CREATE EXTERNAL TABLE processed_db_dev.{name} ({columns}) STORED AS PARQUET LOCATION 's3://{RunningLake.Processed}/{target}'");
        return await lake.QueryAsync($"SELECT {selected} FROM processed_db_dev.{name} ORDER BY 1");
    }
}
