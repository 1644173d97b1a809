using System.Text.Json.Nodes;
using Sluice.Publishing;

namespace Sluice.Functions.Tests.Lake;

/// <summary>A column's type changes in pipeline.json: what was published before stays readable, or the run does not start its statements.</summary>
public sealed class ChangedTypesTests : IAsyncLifetime
{
    private const string Other = "2026-11-21";

    /// <summary>Types that a column may have, with a value of each.</summary>
    private static readonly (string Type, string Value)[] Values =
    [
        ("tinyint", "7"), ("smallint", "7"), ("int", "7"), ("bigint", "7"), ("float", "7.5"), ("double", "7.5"), ("decimal(9,2)", "7.25"),
        ("decimal(18,2)", "7.25"), ("decimal(38,2)", "7.25"), ("decimal(18,4)", "7.25"), ("varchar(3)", "'abc'"), ("varchar(5)", "'abc'"), ("string", "'abc'"),
        ("char(3)", "'abc'"), ("char(5)", "'abc'"), ("boolean", "true"), ("date", "DATE '2026-11-20'"), ("timestamp", "TIMESTAMP '2026-11-20 00:00:00'"),
        ("binary", "X'616263'"),
    ];

    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync()
    {
        lake = await RunningLake.StartAsync();
        foreach (var date in (string[])[RunningLake.Date, Other])
        {
            await lake.PutAsync(RunningLake.Landing, $"incoming/shop/{date}/sales.csv", "region,amount\nnorth,3\nnorth,4\n");
        }
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    /// <summary>The rule is held against what reads the files.</summary>
    [Fact]
    public async Task WhatMayChange_LeavesEarlierDatesReadable()
    {
        var changes = (from one in Values from other in Values where one.Type != other.Type && TypeChange.IsReadable(one.Type, other.Type) select (Old: one, New: other)).ToList();
        Assert.True(changes.Count > 10);
        await ConfigureAsync(changes.Select(static (change, index) => ($"c{index}", change.Old.Type, change.Old.Value)));
        await RunAsync("first", RunningLake.Date);
        var before = await ShownAsync(changes.Count);
        await ConfigureAsync(changes.Select(static (change, index) => ($"c{index}", change.New.Type, change.New.Value)));
        await RunAsync("second", Other);

        var after = await ShownAsync(changes.Count);
        Assert.Equal(before[0], after[0]);
        Assert.Equal(2, after.Count);
        Assert.Equal(
            changes.Select(static change => change.New.Type),
            lake.Host.Catalog.FindTable("processed_db_dev", "totals")!.StorageDescriptor!.Columns!.Select(static column => column.Type));

        async Task<IReadOnlyList<string>> ShownAsync(int columns) => await lake.QueryAsync(
            $"SELECT {string.Join(", ", Enumerable.Range(0, columns).Select(static index => $"c{index}"))} FROM processed_db_dev.totals ORDER BY exec_date");
    }

    [Theory]
    [InlineData("string")]
    [InlineData("int")]
    [InlineData("double")]
    public async Task WhatMayNotChange_IsRefusedBeforeAnythingIs(string type)
    {
        await RunAsync("first", RunningLake.Date);
        var before = lake.Host.Catalog.FindTable("processed_db_dev", "totals");
        await ConfigureAsync([("amount", type, "1")]);

        Assert.Equal(
            $"TableConflictException: Column amount of table processed_db_dev.totals, whose partition exec_date=2026-11-20/region=north stays, is bigint, the "
            + $"configuration says {type}. Athena does not read files of the one type as the other: give the column another name, or the table, or drop the "
            + "table and run every date again.",
            await lake.FailAsync("IngestLanding", await SetUpAsync("second", Other)));
        Assert.Equal(["2026-11-20 north 7"], await lake.TotalsAsync());
        Assert.Equal(before, lake.Host.Catalog.FindTable("processed_db_dev", "totals"));
        Assert.Empty(lake.Keys(RunningLake.Landing, $"landing_db_dev/sales/exec_date={Other}/"));
    }

    [Fact]
    public async Task OnlyDateOfATable_MayChangeItsTypes()
    {
        await RunAsync("first", RunningLake.Date);
        await ConfigureAsync([("amount", "string", "'much'")]);
        await RunAsync("second", RunningLake.Date);

        Assert.Equal(["2026-11-20 north much"], await lake.TotalsAsync());
    }

    /// <summary>The table does not tell of such a column any more; the files have it.</summary>
    [Fact]
    public async Task ColumnThatGoesAndComesBackWithAnotherType_IsRefused()
    {
        await RunAsync("first", RunningLake.Date);
        await ConfigureAsync([("note", "string", "'x'")]);
        await RunAsync("second", Other);
        await ConfigureAsync([("note", "string", "'x'"), ("amount", "string", "'x'")]);

        Assert.Contains("is bigint, the configuration says string", await lake.FailAsync("IngestLanding", await SetUpAsync("third", Other)), StringComparison.Ordinal);
        await ConfigureAsync([("note", "string", "'x'"), ("amount", "bigint", "9")]);
        await RunAsync("fourth", Other);
        Assert.Equal(["2026-11-20 north 7", "2026-11-21 north 9"], await lake.TotalsAsync());
    }

    /// <summary>Its plan is of before another date's run changed the type.</summary>
    [Fact]
    public async Task OlderRunThatPublishesLast_DoesNotTakeTheTypeBack()
    {
        await ConfigureAsync([("amount", "int", "1")]);
        var older = await SetUpAsync("older", RunningLake.Date);
        await lake.InvokeAsync("IngestLanding", older);
        await lake.StageAsync(older);
        await ConfigureAsync([("amount", "bigint", "2")]);
        await RunAsync("newer", Other);

        Assert.Contains("is bigint, the configuration says int", await lake.FailAsync("PublishPartitions", older), StringComparison.Ordinal);
        Assert.Equal(["2026-11-21 north 2"], await lake.TotalsAsync());
    }

    [Fact]
    public async Task RowsThatAreAdded_DoNotReplaceAnything()
    {
        await RunAsync("first", RunningLake.Date);
        await ConfigureAsync([("amount", "string", "'x'")], """, "write": "append" """);

        Assert.Contains("is bigint, the configuration says string", await lake.FailAsync("IngestLanding", await SetUpAsync("second", RunningLake.Date)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherFormat_IsRefused()
    {
        await RunAsync("first", RunningLake.Date);
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("\"zone\": \"processed\",", "\"zone\": \"processed\", \"format\": \"json\","), RunningLake.Sql);

        Assert.Equal(
            "TableConflictException: Table processed_db_dev.totals, whose partition exec_date=2026-11-20/region=north stays, has files of another format than "
            + "the configuration says, json. Athena reads all of a table by one format: give the table another name, or drop it and run every date again.",
            await lake.FailAsync("IngestLanding", await SetUpAsync("second", Other)));
    }

    /// <summary>A delivery whose types have changed belongs to a table of another name: older deliveries stay readable, the date's own among them.</summary>
    [Theory]
    [InlineData(RunningLake.Date)]
    [InlineData(Other)]
    public async Task LandingTableOfParquetFiles_KeepsTypesThatItsFilesHave(string date)
    {
        await RunAsync("first", RunningLake.Date);
        var file = Assert.Single(lake.Keys(RunningLake.Processed, "processed_db_dev/totals/"));
        foreach (var day in (string[])[RunningLake.Date, Other])
        {
            await using var delivery = File.OpenRead(lake.Host.Objects.Find(RunningLake.Processed, file)!.FilePath);
            await lake.Host.Objects.PutAsync(RunningLake.Landing, $"incoming/shop/{day}/sales.parquet", delivery, "binary/octet-stream", TestContext.Current.CancellationToken);
        }

        await ConfigureDeliveryAsync("deliveries", "bigint");
        await lake.InvokeAsync("IngestLanding", await SetUpAsync("second", RunningLake.Date));
        await ConfigureDeliveryAsync("deliveries", "string");
        Assert.Contains(
            "Column amount of table landing_db_dev.deliveries, whose partition exec_date=2026-11-20 stays, is bigint, the configuration says string. Athena does not read "
            + "files of the one type as the other: give the table another name, or drop the table and run every date again.",
            await lake.FailAsync("IngestLanding", await SetUpAsync("third", date)),
            StringComparison.Ordinal);
        Assert.Equal(["7"], await lake.QueryAsync("SELECT amount FROM landing_db_dev.deliveries"));

        await ConfigureDeliveryAsync("deliveries_2", "string");
        await lake.InvokeAsync("IngestLanding", await SetUpAsync("fourth", date));

        Task ConfigureDeliveryAsync(string table, string type) => lake.ConfigureAsync(
            RunningLake.Configuration
                .Replace("sales*.csv\", \"table\": \"sales\"", $"sales*.parquet\", \"table\": \"{table}\"")
                .Replace("\"name\": \"sales\"", $"\"name\": \"{table}\"")
                .Replace("\"format\": \"csv\", \"csv\": { \"header_lines\": 1 },", "")
                .Replace("{ \"name\": \"region\", \"type\": \"string\" }, { \"name\": \"amount\", \"type\": \"int\" }", $"{{ \"name\": \"amount\", \"type\": \"{type}\" }}"),
            RunningLake.Sql.Replace("landing_db }}.sales", $"landing_db }}}}.{table}").Replace("SUM(amount)", "count(amount)").Replace("region\nFROM", "'x' AS region\nFROM").Replace("GROUP BY region", ""));
    }

    [Fact]
    public async Task LandingTableOfText_MayHaveAnyType()
    {
        await RunAsync("first", RunningLake.Date);
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("\"type\": \"int\"", "\"type\": \"double\""), RunningLake.Sql);
        await RunAsync("second", Other);

        Assert.Equal(["2026-11-20 7.0", "2026-11-21 7.0"], await lake.QueryAsync("SELECT exec_date, sum(amount) FROM landing_db_dev.sales GROUP BY 1 ORDER BY 1"));
    }

    [Fact]
    public async Task RollbackOfOneDate_LeavesTheTableAsOtherDatesHaveIt()
    {
        await ConfigureAsync([("amount", "int", "1")]);
        var first = await RunAsync("first", RunningLake.Date);
        await ConfigureAsync([("amount", "int", "2")]);
        await RunAsync("second", RunningLake.Date);
        await ConfigureAsync([("amount", "bigint", "3"), ("note", "string", "'x'")]);
        await RunAsync("third", Other);

        Assert.Equal(first, (string?)(await lake.InvokeAsync("Rollback", RollbackInput()))["run_id"]);
        Assert.Equal(["2026-11-20 north 1", "2026-11-21 north 3"], await lake.TotalsAsync());
        Assert.Equal([" 1", "x 3"], await lake.QueryAsync("SELECT note, amount FROM processed_db_dev.totals ORDER BY exec_date"));
    }

    [Fact]
    public async Task RollbackToARunOfAnotherType_IsRefused()
    {
        var first = await RunAsync("first", RunningLake.Date);
        await ConfigureAsync([("amount", "string", "'much'")]);
        await RunAsync("second", RunningLake.Date);

        Assert.Equal(
            $"RollbackException: Run {first} of sales 2026-11-20 cannot be shown again: it wrote column amount as bigint into processed_db_dev.totals, which says "
            + "string now, and Athena does not read files of the one as the other. Nothing was changed: name a later run, or run the date again.",
            await lake.FailAsync("Rollback", RollbackInput()));
        Assert.Equal(["2026-11-20 north much"], await lake.TotalsAsync());
    }

    private static JsonObject RollbackInput() => new() { ["pipeline"] = "sales", ["exec_date"] = RunningLake.Date };

    /// <summary>The table <c>totals</c> with these columns, each of one value, for one region.</summary>
    private Task ConfigureAsync(IEnumerable<(string Name, string Type, string Value)> columns, string write = "")
    {
        var list = columns.ToList();
        return lake.ConfigureAsync(
            RunningLake.Configuration
                .Replace("{ \"name\": \"amount\", \"type\": \"bigint\" }", string.Join(", ", list.Select(static column => $$"""{ "name": "{{column.Name}}", "type": "{{column.Type}}" }""")))
                .Replace("\"table\": \"totals\" }", $"\"table\": \"totals\"{write} }}"),
            $$$"""SELECT {{{string.Join(", ", list.Select(static column => $"{column.Value} AS {column.Name}"))}}}, {{ exec_date }} AS exec_date, 'north' AS region""");
    }

    private Task<JsonObject> SetUpAsync(string execution, string date)
    {
        var input = RunningLake.SetupInput(execution, execution switch { "second" => "02", "third" or "newer" => "03", "fourth" => "04", _ => "01" });
        input["event"]!["exec_date"] = date;
        return lake.InvokeAsync("ReadSetup", input);
    }

    private async Task<string> RunAsync(string execution, string date)
    {
        var run = await SetUpAsync(execution, date);
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        await lake.InvokeAsync("PublishPartitions", run);
        return (string)run["run_id"]!;
    }
}
