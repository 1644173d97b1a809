using System.Text.Json.Nodes;
using Sluice.Local.Commands;
using Sluice.Local.Lineage;

namespace Sluice.Functions.Tests.Lake;

/// <summary>Traces of <c>totals</c>, whose key is passed on from <c>sales</c>: region by region, day by day.</summary>
public sealed class LineageTests : IAsyncLifetime
{
    private const string Audit = """{ "sales": ["amount"], "totals": ["amount"] }""";

    private const string Templates = """
        {
          "sales": { "layer": "landing", "time_grain": "daily", "grain": ["region", "day"], "period": { "column": "day" } },
          "totals": { "layer": "processed", "time_grain": "yearly", "grain": ["region"], "join": ["year"], "period": { "column": "year", "pattern": "%Y" } }
        }
        """;

    private const string Sql = """
        SELECT SUM(amount) AS amount, date_format(CAST(day AS timestamp), '%Y') AS year, {{ exec_date }} AS exec_date, region
        FROM {{ landing_db }}.sales
        WHERE exec_date = {{ exec_date }}
        GROUP BY region, date_format(CAST(day AS timestamp), '%Y')
        """;

    private static readonly string Configuration = RunningLake.Configuration
        .Replace("{ \"name\": \"region\", \"type\": \"string\" }, { \"name\": \"amount\", \"type\": \"int\" }", "{ \"name\": \"region\", \"type\": \"string\" }, { \"name\": \"amount\", \"type\": \"int\" }, { \"name\": \"day\", \"type\": \"date\" }", StringComparison.Ordinal)
        .Replace("{ \"name\": \"amount\", \"type\": \"bigint\" }", "{ \"name\": \"amount\", \"type\": \"bigint\" }, { \"name\": \"year\", \"type\": \"string\" }", StringComparison.Ordinal)
        .Replace("\"retention_runs\"", "\"audit\": { \"tables\": \"audit/tables.json\", \"templates\": \"audit/templates.json\" }, \"retention_runs\"", StringComparison.Ordinal);

    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync()
    {
        lake = await RunningLake.StartAsync();
        await lake.ConfigureAsync(Configuration, Sql);
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/audit/tables.json", Audit);
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/audit/templates.json", Templates);
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task OnlyRowsOfTheSameKeyAndDays_AreShown_LargestChangeFirst()
    {
        await RunAsync("2026-11-18", "north,1,2026-01-01\nnorth,1,2026-12-31\nnorth,1,2025-12-31\nsouth,1,2026-01-01\n");
        await RunAsync("2026-11-19", "north,2,2026-01-01\nnorth,9,2026-12-31\nnorth,5,2025-12-31\nsouth,7,2026-01-01\nnorth,\\N,2026-02-02\n");

        var step = Assert.Single(await TraceAsync(new LineageQuestion { Table = "totals", Key = "north" }), static step => step.Current == "11");

        Assert.Equal(("2", "11"), (step.Previous, step.Current));
        Assert.Equal(
            ["north 2026-12-31 1 9", "north 2026-01-01 1 2", "north 2026-02-02  "],
            step.From.Select(static row => $"{row.Key["region"]} {row.Key["day"]} {row.Previous} {row.Current}"));
        Assert.Equal(
            [("2026-11-19", "s3://sluice-landing-000000000000-dev/incoming/shop/2026-11-19/sales.csv"), ("2026-11-18", "s3://sluice-landing-000000000000-dev/incoming/shop/2026-11-18/sales.csv")],
            step.From[0].Files.Select(static file => (file.ExecDate, file.IncomingFile!)));
        Assert.Equal(["2026-11-19"], step.From[2].Files.Select(static file => file.ExecDate));

        var limited = Assert.Single(await TraceAsync(new LineageQuestion { Table = "totals", Key = "north" }, most: 1), static step => step.Current == "11");
        Assert.Equal((1, 2), (limited.From.Count, limited.More));
    }

    [Fact]
    public async Task WhatTheSqlDoesNotTell_AndWhatIsGone_IsSaid()
    {
        await lake.ConfigureAsync(Configuration, Sql.Replace("SUM(amount)", "SUM(amount + (SELECT 0))", StringComparison.Ordinal));
        await RunAsync("2026-11-18", "north,1,2026-01-01\n");
        await RunAsync("2026-11-19", "north,2,2026-01-01\n");
        var question = new LineageQuestion { Table = "totals", KeyColumns = ["region=north"] };

        var step = Assert.Single(await TraceAsync(question));
        Assert.Equal("The SQL alone does not tell the columns that it is computed from. Shown is what changed in landing_db_dev.sales.", step.Note);
        Assert.Equal("2", Assert.Single(step.From).Current);

        foreach (var key in lake.Keys(RunningLake.Assets, "runs/sales/2026-11-19/").Where(static key => key.EndsWith("/plan.json", StringComparison.Ordinal)))
        {
            lake.Host.Objects.Delete(RunningLake.Assets, key);
        }

        step = Assert.Single(await TraceAsync(question));
        Assert.Equal($"The plan of run {step.RunId}, which says what it is computed from, is not there any more.", step.Note);
    }

    [Fact]
    public async Task WhatIsNotAudited_IsNamed()
    {
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/audit/tables.json", """{ "totals": ["amount"] }""");
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/audit/templates.json", Templates.Replace(Templates[Templates.IndexOf("  \"sales\"", StringComparison.Ordinal)..Templates.IndexOf("  \"totals\"", StringComparison.Ordinal)], "", StringComparison.Ordinal));
        await RunAsync("2026-11-18", "north,1,2026-01-01\n");
        await RunAsync("2026-11-19", "north,2,2026-01-01\n");

        var step = Assert.Single(await TraceAsync(new LineageQuestion { Table = "totals", Key = "north" }));
        Assert.Equal("No audited change of what it is computed from: landing_db_dev.sales (amount). They are not audited, no run of theirs is recorded for that exec_date, or the SQL changed.", step.Note);
    }

    [Fact]
    public async Task DateThatIsPublishedLate_IsNotWhatALaterOneWasComparedWith()
    {
        await RunAsync("2026-12-10", "north,50,2026-01-01\n");
        await RunAsync("2026-12-20", "north,70,2026-01-01\n");
        await RunAsync("2026-12-15", "north,60,2026-01-01\n");

        var step = Assert.Single(await TraceAsync(new LineageQuestion { Table = "totals", Key = "north", ExecDate = "2026-12-20" }));
        Assert.Equal("2026-12-10", step.PreviousExecDate);
        var row = Assert.Single(step.From);
        Assert.Equal(("50", "70", "2026-12-10"), (row.Previous, row.Current, row.PreviousExecDate));
        Assert.Equal(["2026-12-20", "2026-12-10"], row.Files.Select(static file => file.ExecDate));
        Assert.All([step, row], static traced => Assert.Null(traced.Note));

        var late = Assert.Single(await TraceAsync(new LineageQuestion { Table = "totals", Key = "north", ExecDate = "2026-12-15" }));
        Assert.Equal(("50", "60", "2026-12-10"), (late.Previous, late.Current, late.PreviousExecDate));

        // Runs of earlier versions kept no record: what the catalog has now is all there is to go by.
        foreach (var key in lake.Keys(RunningLake.Assets, "runs/sales/2026-12-20/").Where(static key => key.EndsWith(".compared.json", StringComparison.Ordinal)))
        {
            lake.Host.Objects.Delete(RunningLake.Assets, key);
        }

        step = Assert.Single(await TraceAsync(new LineageQuestion { Table = "totals", Key = "north" }));
        Assert.Equal(("2026-12-15", "2026-12-20", "2026-12-15"), (step.PreviousExecDate, Assert.Single(step.From).ExecDate, step.From[0].PreviousExecDate));
    }

    [Fact]
    public async Task DatesBetweenThatLeadOn_AreShown_NotThoseThatCameTooLate()
    {
        // Totals are made on two of the days only; on the 12th nothing changes.
        await lake.ConfigureAsync(Configuration, Sql.Replace("GROUP BY", "AND exec_date IN (DATE '2026-12-10', DATE '2026-12-20') GROUP BY", StringComparison.Ordinal));
        await RunAsync("2026-12-10", "north,50,2026-01-01\n");
        await RunAsync("2026-12-12", "north,50,2026-01-01\n");
        await RunAsync("2026-12-14", "north,55,2026-01-01\n");
        await RunAsync("2026-12-20", "north,70,2026-01-01\n");
        await RunAsync("2026-12-11", "north,60,2026-01-01\n");

        var step = Assert.Single(await TraceAsync(new LineageQuestion { Table = "totals", Key = "north" }));

        Assert.Equal("2026-12-10", step.PreviousExecDate);
        Assert.Equal(
            ["2026-12-20 55 70 2026-12-14", "2026-12-14 50 55 2026-12-12"],
            step.From.Select(static row => $"{row.ExecDate} {row.Previous} {row.Current} {row.PreviousExecDate}"));
    }

    [Fact]
    public async Task DateThatIsPublishedAgain_HasOtherFilesThanWereComparedWith()
    {
        await RunAsync("2026-12-10", "north,50,2026-01-01\n");
        await RunAsync("2026-12-20", "north,70,2026-01-01\nsouth,1,2026-01-01\n");
        var first = Shown("2026-12-10");
        await RunAsync("2026-12-10", "north,55,2026-01-01\nsouth,1,2026-01-01\n");
        var second = Shown("2026-12-10");

        var step = Assert.Single(await TraceAsync(new LineageQuestion { Table = "totals", Key = "north" }));
        var row = Assert.Single(step.From);
        Assert.Equal(("50", "70", "2026-12-10"), (row.Previous, row.Current, row.PreviousExecDate));
        Assert.Equal(["2026-12-20"], row.Files.Select(static file => file.ExecDate));
        Assert.All([step, row], traced => Assert.Equal($"2026-12-10 shows run {second} since: its files then were run {first}'s.", traced.Note));

        // A rollback takes the totals back, not what arrived.
        await RunAsync("2026-12-20", "north,70,2026-01-01\n");
        await lake.InvokeAsync("Rollback", new JsonObject { ["pipeline"] = "sales", ["exec_date"] = "2026-12-10" });
        step = Assert.Single(await TraceAsync(new LineageQuestion { Table = "totals", Key = "north" }));
        row = Assert.Single(step.From);
        Assert.Equal($"2026-12-10 shows run {first} since: its files then were run {second}'s.", step.Note);
        Assert.Equal(("55", "70", (string?)null), (row.Previous, row.Current, row.Note));
        Assert.Equal(["2026-12-20", "2026-12-10"], row.Files.Select(static file => file.ExecDate));

        // What is not in the later date's file, and whose earlier file is not shown any more.
        var third = Shown("2026-12-20");
        await RunAsync("2026-12-10", "north,55,2026-01-01\n");
        var gone = Assert.Single(await TraceAsync(new LineageQuestion { Table = "sales", Key = "south,2026-01-01" }));
        Assert.Equal((third, "1", null), (gone.RunId, gone.Previous, gone.Current));
        Assert.Equal($"The row is not in exec_date 2026-12-20. 2026-12-10 shows run {Shown("2026-12-10")} since: its files then were run {second}'s.", gone.Note);
        Assert.Empty(gone.Files);
    }

    [Fact]
    public async Task DatesInReverseOrder_SayWhatAChangeTakes()
    {
        await RunAsync("2026-12-20", "north,70,2026-01-01\n");
        await RunAsync("2026-12-10", "north,50,2026-01-01\n");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => TraceAsync(new LineageQuestion { Table = "totals", Key = "north" }));

        Assert.Equal(
            "No change of a table 'totals' has been audited. It takes a table that is audited (\"audit\" in its pipeline.json) and two exec_dates of it, "
            + "the later one published last: a run is compared with the greatest earlier exec_date that there is.",
            refused.Message);
    }

    /// <summary>The run whose files the landing table shows for a date.</summary>
    private string Shown(string date) =>
        lake.Partitions("landing_db_dev", "sales").Single(partition => partition.Values[0] == date).StorageDescriptor!.Location!.Split("run=")[1].TrimEnd('/');

    private async Task RunAsync(string date, string rows)
    {
        await lake.PutAsync(RunningLake.Landing, $"incoming/shop/{date}/sales.csv", "region,amount,day\n" + rows);
        var machine = lake.Host.Template.StateMachines.Single(static machine => machine.LogicalId == "EtlPipelineStateMachine");
        var execution = lake.Host.StepFunctions.StartExecution(machine.Arn, $"run-{date}-{Guid.NewGuid():N}", $$"""{"pipeline":"sales","exec_date":"{{date}}"}""");
        await lake.Host.StepFunctions.WaitForExecutionAsync(execution, TestContext.Current.CancellationToken);
        var described = lake.Host.StepFunctions.DescribeExecution(execution);
        Assert.True((string?)described["status"] == "SUCCEEDED", described.ToJsonString());
    }

    private async Task<IReadOnlyList<LineageStep>> TraceAsync(LineageQuestion question, int most = 0)
    {
        using var client = new LakeClient(lake.Host.Endpoint);
        var athena = new AthenaQuery(client, "sluice-dev", TimeProvider.System);
        var places = new CatalogPlaces(client);
        var audit = new AuditRows(athena, places, "audit_db_dev");
        var plans = new KnownPlans(client, RunningLake.Assets);
        var tracer = new LineageTracer(audit, plans, places, new SourceRows(athena, plans, RunningLake.Landing), most);
        var steps = new List<LineageStep>();
        foreach (var value in await new ChangedValues(audit).FindAsync(question, TestContext.Current.CancellationToken))
        {
            steps.Add(await tracer.TraceAsync(value, TestContext.Current.CancellationToken));
        }

        return steps;
    }
}
