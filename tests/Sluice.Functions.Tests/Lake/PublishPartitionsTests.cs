using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;

namespace Sluice.Functions.Tests.Lake;

public sealed class PublishPartitionsTests : IAsyncLifetime
{
    private static readonly string Unpartitioned = RunningLake.Configuration.Replace(
        "\"columns\": [ { \"name\": \"amount\", \"type\": \"bigint\" } ],\n      \"partition_keys\": [ { \"name\": \"exec_date\", \"type\": \"date\" }, { \"name\": \"region\", \"type\": \"string\" } ]",
        "\"columns\": [ { \"name\": \"amount\", \"type\": \"bigint\" }, { \"name\": \"exec_date\", \"type\": \"date\" }, { \"name\": \"region\", \"type\": \"string\" } ]",
        StringComparison.Ordinal);

    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync()
    {
        lake = await RunningLake.StartAsync();
        await lake.DropAsync("region,amount\nnorth,3\nnorth,4\nsouth,5\n");
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task Run_IsPublished()
    {
        var (run, published) = await lake.RunAsync("first", "00");
        Assert.Equal(
            """{"published":[{"table":"processed_db_dev.totals","partitions":["exec_date=2026-11-20/region=north","exec_date=2026-11-20/region=south"],"partition_count":2,"rows":2}]}""",
            published.ToJsonString());
        Assert.Equal(["2026-11-20 north 7", "2026-11-20 south 5"], await lake.TotalsAsync());
        Assert.Null(lake.Host.Catalog.FindTable("processed_db_dev", $"totals__run_{run["run_id"]}"));
        Assert.True(JsonNode.DeepEquals(
            published, JsonNode.Parse(lake.Text(RunningLake.Assets, $"runs/sales/2026-11-20/{run["run_id"]}/published.json")!)));
    }

    [Fact]
    public async Task Twice_ChangesNothing()
    {
        var (run, published) = await lake.RunAsync("first", "00");
        var partitions = lake.Partitions("processed_db_dev", "totals");
        Assert.Equal(published.ToJsonString(), (await lake.InvokeAsync("PublishPartitions", run)).ToJsonString());
        Assert.Equal(partitions, lake.Partitions("processed_db_dev", "totals"));
    }

    [Fact]
    public async Task LaterRun_Replaces_AndDropsWhatItNoLongerHas()
    {
        await lake.RunAsync("first", "00");
        await lake.DropAsync("region,amount\nnorth,10\nwest,1\n");
        await lake.RunAsync("second", "01");
        Assert.Equal(["2026-11-20 north 10", "2026-11-20 west 1"], await lake.TotalsAsync());
    }

    [Fact]
    public async Task RetryOfAnEarlierRun_DoesNotPublishOverTheLater()
    {
        var (first, _) = await lake.RunAsync("first", "00");
        await lake.DropAsync("region,amount\nnorth,10\n");
        await lake.RunAsync("second", "01");
        await lake.InvokeAsync("PublishPartitions", first);
        Assert.Equal(["2026-11-20 north 10"], await lake.TotalsAsync());
    }

    [Fact]
    public async Task NoRows_PublishAnEmptyDay()
    {
        await lake.RunAsync("first", "00");
        await lake.DropAsync("region,amount\n");
        var (_, published) = await lake.RunAsync("second", "01");
        Assert.Equal(
            """{"published":[{"table":"processed_db_dev.totals","partitions":[],"partition_count":0,"rows":0}]}""",
            published.ToJsonString());
        Assert.Empty(await lake.TotalsAsync());
    }

    [Fact]
    public async Task OldRunsFiles_Go_AndThoseThatAreKeptStay()
    {
        var runs = new List<string>();
        foreach (var second in new[] { "00", "01", "02" })
        {
            runs.Add((string)(await lake.RunAsync($"run-{second}", second)).Run["run_id"]!);
        }

        Assert.Equal(
            runs.Skip(1),
            lake.Keys(RunningLake.Processed, "processed_db_dev/totals/").Select(static key => key.Split('/')[2]["run=".Length..]).Distinct().Order());
        Assert.Equal(
            runs.Skip(1),
            lake.Keys(RunningLake.Landing, "landing_db_dev/sales/").Select(static key => key.Split('/')[3]["run=".Length..]).Distinct().Order());
        Assert.Equal(["2026-11-20 north 7", "2026-11-20 south 5"], await lake.TotalsAsync());
    }

    [Fact]
    public async Task LandingFiles_OfFailedAndOldRuns_Go_ThoseThatAPartitionPointsAt_Stay()
    {
        var (old, _) = await lake.RunAsync("first", "00");
        var failed = await lake.SetUpAsync("failed", "01");
        await lake.InvokeAsync("IngestLanding", failed);
        await lake.PutAsync(RunningLake.Assets, (string)failed["failure_key"]!, "{}");
        var running = await lake.SetUpAsync("running", "02");
        await lake.InvokeAsync("IngestLanding", running);
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("\"retention_runs\": 2", "\"retention_runs\": 1"), RunningLake.Sql);
        var (last, _) = await lake.RunAsync("last", "03");

        Assert.Equal([(string)running["run_id"]!, (string)last["run_id"]!], Landed());

        // A run by hand whose configuration keeps one: the landing partition has been pointed back at the run that is under way.
        var partition = Assert.Single(lake.Partitions("landing_db_dev", "sales"));
        var location = partition.StorageDescriptor!.Location!.Replace((string)last["run_id"]!, (string)running["run_id"]!);
        lake.Host.Catalog.UpdatePartition(partition.Values, partition with { StorageDescriptor = partition.StorageDescriptor with { Location = location } });
        await lake.PutAsync(RunningLake.Assets, (string)running["failure_key"]!, "{}");
        await lake.InvokeAsync("PublishPartitions", last);

        Assert.Equal([(string)running["run_id"]!, (string)last["run_id"]!], Landed());
        Assert.DoesNotContain((string)old["run_id"]!, Landed());

        IEnumerable<string> Landed() =>
            lake.Keys(RunningLake.Landing, "landing_db_dev/sales/").Select(static key => key.Split('/')[3]["run=".Length..]).Distinct().Order();
    }

    [Fact]
    public async Task WhatAFailedRunStaged_Goes()
    {
        var failed = await lake.SetUpAsync("failed", "00");
        await lake.InvokeAsync("IngestLanding", failed);
        await lake.StageAsync(failed);
        await lake.PutAsync(RunningLake.Assets, (string)failed["failure_key"]!, "{}");
        var prefix = $"processed_db_dev/totals/run={failed["run_id"]}/";
        Assert.NotEmpty(lake.Keys(RunningLake.Processed, prefix));

        await lake.RunAsync("second", "01");
        Assert.Empty(lake.Keys(RunningLake.Processed, prefix));
        Assert.Null(lake.Host.Catalog.FindTable("processed_db_dev", $"totals__run_{failed["run_id"]}"));
    }

    [Fact]
    public async Task WhatARunningRunStaged_Stays()
    {
        var running = await lake.SetUpAsync("running", "00");
        await lake.InvokeAsync("IngestLanding", running);
        await lake.StageAsync(running);
        await lake.RunAsync("second", "01");
        Assert.NotNull(lake.Host.Catalog.FindTable("processed_db_dev", $"totals__run_{running["run_id"]}"));
        Assert.NotEmpty(lake.Keys(RunningLake.Processed, $"processed_db_dev/totals/run={running["run_id"]}/"));
    }

    [Fact]
    public async Task UnpartitionedTable_IsPublishedByItsLocation()
    {
        await lake.ConfigureAsync(Unpartitioned, RunningLake.Sql);
        await lake.RunAsync("first", "00");
        Assert.Equal(["2026-11-20 north 7", "2026-11-20 south 5"], await lake.TotalsAsync());
        await lake.DropAsync("region,amount\nwest,1\n");
        var (run, _) = await lake.RunAsync("second", "01");
        Assert.Equal(["2026-11-20 west 1"], await lake.TotalsAsync());
        Assert.Equal(
            $"s3://{RunningLake.Processed}/processed_db_dev/totals/run={run["run_id"]}/",
            lake.Host.Catalog.FindTable("processed_db_dev", "totals")!.StorageDescriptor!.Location);
    }

    [Fact]
    public async Task UnpartitionedTable_ShowsNothingBeforeItsFirstPublish()
    {
        await lake.ConfigureAsync(Unpartitioned, RunningLake.Sql);
        var run = await lake.SetUpAsync("first");
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        Assert.NotEmpty(lake.Keys(RunningLake.Processed, "processed_db_dev/totals/run="));
        Assert.Empty(await lake.TotalsAsync());
        await lake.InvokeAsync("PublishPartitions", run);
        Assert.Equal(2, (await lake.TotalsAsync()).Count);
    }

    [Fact]
    public async Task ChangedDefinition_IsShownWithTheRowsOfItsRun_NotBefore()
    {
        await lake.RunAsync("first", "00");
        var before = lake.Host.Catalog.FindTable("processed_db_dev", "totals")!;
        await lake.ConfigureAsync(
            RunningLake.Configuration.Replace("[ { \"name\": \"amount\", \"type\": \"bigint\" } ]", "[ { \"name\": \"amount\", \"type\": \"double\" }, { \"name\": \"note\", \"type\": \"string\" } ]"),
            RunningLake.Sql.Replace("exec_date, region", "exec_date, region, 'new' AS note"));
        var run = await lake.SetUpAsync("second", "01");
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        Assert.Equal(before, lake.Host.Catalog.FindTable("processed_db_dev", "totals"));

        await lake.InvokeAsync("PublishPartitions", run);
        Assert.Equal(
            ["amount double", "note string"],
            lake.Host.Catalog.FindTable("processed_db_dev", "totals")!.StorageDescriptor!.Columns!.Select(static column => $"{column.Name} {column.Type}"));
        Assert.Equal(["2026-11-20 north 7.0", "2026-11-20 south 5.0"], await lake.TotalsAsync());
    }

    [Fact]
    public async Task WhatOthersNoteOnTheTableMeanwhile_IsNotLost()
    {
        await lake.RunAsync("first", "00");
        var runs = new List<JsonObject>();
        for (var day = 1; day <= 4; day++)
        {
            await lake.PutAsync(RunningLake.Landing, $"incoming/shop/2026-11-0{day}/sales.csv", "region,amount\nnorth,3\n");
            await lake.ConfigureAsync(
                RunningLake.Configuration.Replace("\"name\": \"totals\",", $"\"name\": \"totals\", \"description\": \"Version {day}.\","), RunningLake.Sql);
            var input = RunningLake.SetupInput($"day-{day}", $"1{day}");
            input["event"]!["exec_date"] = $"2026-11-0{day}";
            runs.Add(await lake.InvokeAsync("ReadSetup", input));
            await lake.InvokeAsync("IngestLanding", runs[^1]);
            await lake.StageAsync(runs[^1]);
        }

        var publishing = Task.WhenAll(runs.Select(lake.PublishAsync));
        var notes = 0;
        while (notes == 0 || (!publishing.IsCompleted && notes < 200))
        {
            var table = lake.Host.Catalog.FindTable("processed_db_dev", "totals")!;
            var parameters = new Dictionary<string, string>(table.Parameters!) { [$"note_{notes}"] = "kept" };
            try
            {
                lake.Host.Catalog.UpdateTable(table with { Parameters = parameters });
                notes++;
            }
            catch (AwsServiceException exception) when (exception.Code == "ConcurrentModificationException")
            {
                // A run was first.
            }

            await Task.Yield();
        }

        Assert.All(await publishing, static outcome => Assert.Equal("", outcome));
        var shown = lake.Host.Catalog.FindTable("processed_db_dev", "totals")!;
        Assert.All(Enumerable.Range(0, notes), note => Assert.Equal("kept", shown.Parameters![$"note_{note}"]));
        Assert.StartsWith("Version ", shown.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppendedRows_AreCounted_AndARetryOfTheStatementsAddsNothing()
    {
        await lake.ConfigureAsync(
            RunningLake.Configuration.Replace("\"table\": \"totals\" }", "\"table\": \"totals\", \"write\": \"append\" }"), RunningLake.Sql);
        var run = await lake.SetUpAsync("first");
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        await lake.StageAsync(run);
        Assert.Equal(
            """{"published":[{"table":"processed_db_dev.totals","partitions":[],"partition_count":0,"rows":2}]}""",
            (await lake.InvokeAsync("PublishPartitions", run)).ToJsonString());
        Assert.Equal(["2026-11-20 north 7", "2026-11-20 south 5"], await lake.TotalsAsync());
    }

    /// <summary>A state holds 256 KiB: names are left out of the answer where there are too many, over all tables.</summary>
    [Fact]
    public async Task ManyLongPartitionNames_FitIntoTheState()
    {
        var (run, _) = await lake.RunAsync("first", "00");
        var names = new JsonArray([.. Enumerable.Range(0, 400).Select(static number => (JsonNode)$"exec_date=2026-11-20/region={number:D3}{new string('é', 60)}")]);
        var tables = Enumerable.Range(0, 4).Select(number => (JsonNode)new JsonObject
        {
            ["table"] = $"processed_db_dev.totals_{number}",
            ["partitions"] = names.DeepClone(),
            ["partition_count"] = 400,
            ["left"] = new JsonArray("exec_date=2026-11-20/region=left"),
            ["shown_count"] = 399,
            ["rows"] = 7,
        });
        var kept = $"runs/sales/2026-11-20/{run["run_id"]}/published.json";
        await lake.PutAsync(RunningLake.Assets, kept, new JsonObject { ["published"] = new JsonArray([.. tables]) }.ToJsonString());

        var published = await lake.InvokeAsync("PublishPartitions", run);
        Assert.InRange(published.ToJsonString().Length, 50_000, 65_000);
        Assert.All(published["published"]!.AsArray(), static table => Assert.Equal(400, (int)table!["partition_count"]!));
        Assert.All(published["published"]!.AsArray(), static table => Assert.Single(table!["left"]!.AsArray()));
        Assert.NotEmpty(published["published"]![0]!["partitions"]!.AsArray());
        Assert.Empty(published["published"]![3]!["partitions"]!.AsArray());
    }
}
