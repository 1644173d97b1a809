using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.Lake;

/// <summary>What the audit table says after runs of <c>sales</c>, whose amounts and totals are audited.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private const string Tables = """{ "sales": ["amount"], "totals": ["amount"] }""";

    private const string Templates = """
        {
          "sales": { "layer": "landing", "time_grain": "daily", "grain": ["region"], "period": { "column": "day" } },
          "totals": { "layer": "processed", "time_grain": "daily", "grain": ["region"], "join": ["day"], "period": { "column": "day", "pattern": "%d/%m/%Y" } }
        }
        """;

    private static readonly string Configuration = RunningLake.Configuration
        .Replace("{ \"name\": \"region\", \"type\": \"string\" }, { \"name\": \"amount\", \"type\": \"int\" }", "{ \"name\": \"region\", \"type\": \"string\" }, { \"name\": \"amount\", \"type\": \"int\" }, { \"name\": \"day\", \"type\": \"date\" }", StringComparison.Ordinal)
        .Replace("{ \"name\": \"amount\", \"type\": \"bigint\" }", "{ \"name\": \"amount\", \"type\": \"bigint\" }, { \"name\": \"day\", \"type\": \"string\" }", StringComparison.Ordinal)
        .Replace("\"retention_runs\"", "\"audit\": { \"tables\": \"audit/tables.json\", \"templates\": \"audit/templates.json\" }, \"retention_runs\"", StringComparison.Ordinal);

    private const string Sql = """
        SELECT SUM(amount) AS amount, date_format(MAX(CAST(day AS timestamp)), '%d/%m/%Y') AS day, {{ exec_date }} AS exec_date, region
        FROM {{ landing_db }}.sales
        WHERE exec_date = {{ exec_date }}
        GROUP BY region
        """;

    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync()
    {
        lake = await RunningLake.StartAsync();
        await lake.ConfigureAsync(Configuration, Sql);
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/audit/tables.json", Tables);
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/audit/templates.json", Templates);
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task FirstDate_HasNothingToDifferFrom()
    {
        await RunAsync("first", "2026-11-18", "north,3,2026-11-01\n");
        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task Changes_AreRecorded_WithRowsThatAppearedOrDisappeared()
    {
        // Compared with the greatest earlier date, not the day before. NULL to NULL is no change; repeated rows meet one to one.
        await RunAsync("earlier", "2026-11-10", "north,1,2026-11-01\n");
        await RunAsync("first", "2026-11-18", "north,3,2026-11-01\nsouth,5,2026-11-02\nwest,\\N,2026-11-03\neast,\\N,2026-11-04\ntwice,1,2026-11-05\ntwice,2,2026-11-05\n");
        await RunAsync("second", "2026-11-20", "north,4,2026-11-01\nwest,\\N,2026-11-03\neast,9,2026-11-04\nnew,\\N,2026-11-06\ntwice,2,2026-11-05\ntwice,1,2026-11-05\n");

        string[] expected =
        [
            "landing sales daily amount region=east 2026-11-04 9 <- ",
            "landing sales daily amount region=new 2026-11-06  <- ",
            "landing sales daily amount region=north 2026-11-01 4 <- 3",
            "landing sales daily amount region=south 2026-11-02  <- 5",
            "processed totals daily amount region=east 2026-11-04 9 <- ",
            "processed totals daily amount region=new 2026-11-06  <- ",
            "processed totals daily amount region=north 2026-11-01 4 <- 3",
            "processed totals daily amount region=south 2026-11-02  <- 5",
        ];
        Assert.Equal(expected, await AuditAsync("2026-11-20"));
        var folder = lake.Keys(RunningLake.Assets, "runs/sales/2026-11-20/").Where(static key => key.Contains("/audit/")).Select(static key => key.Split('/')[^1]);
        Assert.Equal(["sales.compared.json", "sales.json", "sales.queries.json", "sales.sql", "totals.compared.json", "totals.json", "totals.queries.json", "totals.sql"], folder);

        // The date again: replaced, not added to; and dropped where nothing differs any more.
        await RunAsync("third", "2026-11-20", "north,4,2026-11-01\nwest,\\N,2026-11-03\neast,9,2026-11-04\nnew,\\N,2026-11-06\ntwice,2,2026-11-05\ntwice,1,2026-11-05\n");
        Assert.Equal(expected, await AuditAsync("2026-11-20"));
        await RunAsync("fourth", "2026-11-20", "north,3,2026-11-01\nsouth,5,2026-11-02\nwest,\\N,2026-11-03\neast,\\N,2026-11-04\ntwice,1,2026-11-05\ntwice,2,2026-11-05\n");
        Assert.Empty(await AuditAsync("2026-11-20"));
        Assert.DoesNotContain(lake.Host.Catalog.Tables("audit_db_dev"), static table => table.Name != "audit");
    }

    /// <summary>Each attribute's own cast to text, whatever types stand beside it; a boolean's difference is its own, too.</summary>
    [Fact]
    public async Task Attributes_OfAllTypes_AreRecordedAsTheirOwnText()
    {
        await ConfigureTypesAsync(0);
        await RunAsync("first", "2026-11-18", "north,3,2026-11-01\nsouth,5,2026-11-02\n");
        await RunAsync("second", "2026-11-20", "north,4,2026-11-02\nsouth,5,2026-11-02\n");

        Assert.Equal(
            [
                "processed totals daily amount region=north 2026-11-02 4 <- 3",
                "processed totals daily at region=north 2026-11-02 2026-11-02 00:00:00.000 <- 2026-11-01 00:00:00.000",
                "processed totals daily even region=north 2026-11-02 true <- false",
                "processed totals daily price region=north 2026-11-02 4.00 <- 3.00",
                "processed totals daily ratio region=north 2026-11-02 2.0 <- 1.5",
                "processed totals daily word region=north 2026-11-02 four <- null",
            ],
            (await AuditAsync("2026-11-20")).Order(StringComparer.Ordinal).Where(static line => !line.Contains(" n_")));
    }

    /// <summary>Athena puts a WITH's query in wherever its name stands, so the name stands once, however many attributes there are.</summary>
    [Fact]
    public async Task ManyAttributes_AreReadInOnePass()
    {
        await ConfigureTypesAsync(300);
        await RunAsync("first", "2026-11-18", "north,3,2026-11-01\n");
        await RunAsync("second", "2026-11-20", "north,4,2026-11-01\n");

        var key = Assert.Single(lake.Keys(RunningLake.Assets, "runs/sales/2026-11-20/"), static key => key.EndsWith("/audit/totals.sql", StringComparison.Ordinal));
        var sql = lake.Text(RunningLake.Assets, key)!;
        Assert.Equal((1, 1, 1), (Count("FROM compared"), Count("FROM both_dates"), Count("\"totals\"")));
        Assert.Equal(
            Enumerable.Range(0, 300).Select(static number => $"n_{number} {4 + number} <- {3 + number}").Order(StringComparer.Ordinal),
            (await AuditAsync("2026-11-20")).Where(static line => line.Contains(" n_")).Select(static line => $"{line.Split(' ')[3]} {line.Split("2026-11-01 ")[1]}").Order(StringComparer.Ordinal));

        int Count(string text) => sql.Split(text).Length - 1;
    }

    private async Task ConfigureTypesAsync(int more)
    {
        string[] names = ["amount", "ratio", "price", "even", "at", "word", .. Enumerable.Range(0, more).Select(static number => $"n_{number}")];
        var columns = string.Join(", ", names[6..].Select(static name => $$"""{ "name": "{{name}}", "type": "bigint" }""").Prepend(
            """
            { "name": "ratio", "type": "double" }, { "name": "price", "type": "decimal(10,2)" }, { "name": "even", "type": "boolean" },
            { "name": "at", "type": "timestamp" }, { "name": "word", "type": "varchar(9)" }
            """));
        var values = string.Concat(names[6..].Select(static (name, index) => $", SUM(amount) + {index} AS {name}"));
        await lake.ConfigureAsync(
            Configuration.Replace("{ \"name\": \"day\", \"type\": \"string\" }", $"{{ \"name\": \"day\", \"type\": \"string\" }}, {columns}", StringComparison.Ordinal),
            Sql.Replace(
                "SUM(amount) AS amount",
                "SUM(amount) AS amount, SUM(amount) / 2e0 AS ratio, SUM(amount) AS price, SUM(amount) % 2 = 0 AS even, CAST(MAX(day) AS timestamp) AS at, "
                    + "IF(SUM(amount) = 4, 'four', 'null') AS word" + values,
                StringComparison.Ordinal));
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/audit/tables.json", $$"""{ "totals": ["{{string.Join("\", \"", names)}}"] }""");
        await lake.PutAsync(
            RunningLake.Assets,
            "pipelines/sales/audit/templates.json",
            """{ "totals": { "layer": "processed", "time_grain": "daily", "grain": ["region"], "period": { "column": "day", "pattern": "%d/%m/%Y" } } }""");
    }

    [Fact]
    public async Task StatementThatIsTooLongForAthena_IsRefusedBeforeTheRunBegins()
    {
        var columns = string.Join(", ", Enumerable.Range(0, 1000).Select(static number => $$"""{ "name": "a_rather_long_name_{{number}}", "type": "int" }"""));
        await lake.ConfigureAsync(Configuration.Replace("{ \"name\": \"day\", \"type\": \"string\" }", $"{{ \"name\": \"day\", \"type\": \"string\" }}, {columns}", StringComparison.Ordinal), "SELECT * FROM {{ landing_db }}.sales");
        var names = string.Join(", ", Enumerable.Range(0, 1000).Select(static number => $"\"a_rather_long_name_{number}\""));
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/audit/tables.json", $$"""{ "sales": ["amount"], "totals": [{{names}}] }""");

        var failure = await lake.FailAsync("ReadSetup", RunningLake.SetupInput("by-hand"));
        Assert.Matches(
            @"^ConfigurationException: pipelines/sales/audit/templates\.json: totals: The audit's statement for the table 'totals' with its 1000 attributes has \d+ bytes\. "
                + "Athena takes at most 262144: expected fewer attributes in audit/tables\\.json, or fewer columns in the template's \"grain\" and \"join\"\\.$",
            failure);
        Assert.Empty(lake.Keys(RunningLake.Assets, "runs/"));
    }

    [Fact]
    public async Task AnotherAttempt_ComparesWithTheSameDate_WhateverHasBeenPublishedSince()
    {
        await RunAsync("earlier", "2026-11-10", "north,1,2026-11-01\n");
        await lake.DropAsync("region,amount,day\nnorth,3,2026-11-01\n");
        var (run, _) = await lake.RunAsync("by-hand", "00");
        await lake.InvokeAsync("AuditConfigGen", run);
        var folder = ((string)run["plan_key"]!).Replace("plan.json", "audit/");
        var audit = run.DeepClone().AsObject();
        audit["configuration_key"] = $"{folder}totals.json";
        await lake.InvokeAsync("RunAudit", audit);
        var sql = lake.Text(RunningLake.Assets, $"{folder}totals.sql");
        var compared = JsonNode.Parse(lake.Text(RunningLake.Assets, $"{folder}totals.compared.json")!)!;
        var shown = Assert.Single(lake.Partitions("processed_db_dev", "totals"), static partition => partition.Values[0] == "2026-11-10");
        Assert.Equal("2026-11-10", (string?)compared["previous_date"]);
        Assert.Contains($"run={Assert.Single(compared["previous_runs"]!.AsArray())}/", shown.StorageDescriptor!.Location, StringComparison.Ordinal);

        // The attempt was cut off before it had kept its SQL.
        lake.Host.Objects.Delete(RunningLake.Assets, $"{folder}totals.sql");
        lake.Host.Objects.Delete(RunningLake.Assets, $"{folder}totals.queries.json");
        await RunAsync("between", "2026-11-15", "north,2,2026-11-01\n");
        await lake.InvokeAsync("RunAudit", audit);

        Assert.Equal(sql, lake.Text(RunningLake.Assets, $"{folder}totals.sql"));
    }

    [Fact]
    public async Task WrongPair_StopsTheRunBeforeItBegins_AndNamesEachMistake()
    {
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/audit/tables.json", """{ "sales": ["amonut"], "nobody": ["x"], "totals": ["amount"] }""");
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/audit/templates.json", Templates.Replace("\"%d/%m/%Y\"", "7", StringComparison.Ordinal));
        var failure = await lake.FailAsync("ReadSetup", RunningLake.SetupInput("by-hand"));
        Assert.Contains("audit/tables.json:1: sales[0]: The table 'sales' has no column \"amonut\".", failure, StringComparison.Ordinal);
        Assert.Contains("audit/tables.json:1: nobody: There is no table 'nobody' in pipeline.json.", failure, StringComparison.Ordinal);
        Assert.Contains("audit/templates.json:3: totals.period.pattern: Found 7.", failure, StringComparison.Ordinal);
    }

    private async Task RunAsync(string name, string date, string rows)
    {
        await lake.PutAsync(RunningLake.Landing, $"incoming/shop/{date}/sales.csv", "region,amount,day\n" + rows);
        var machine = lake.Host.Template.StateMachines.Single(static machine => machine.LogicalId == "EtlPipelineStateMachine");
        var execution = lake.Host.StepFunctions.StartExecution(machine.Arn, name, $$"""{"pipeline":"sales","exec_date":"{{date}}"}""");
        await lake.Host.StepFunctions.WaitForExecutionAsync(execution, TestContext.Current.CancellationToken);
        var described = lake.Host.StepFunctions.DescribeExecution(execution);
        Assert.True((string?)described["status"] == "SUCCEEDED", described.ToJsonString());
    }

    private async Task<IReadOnlyList<string>> AuditAsync(string date = "2026-11-18")
    {
        var started = await lake.Host.Athena.Json.InvokeAsync(
            "StartQueryExecution",
            new JsonObject
            {
                ["QueryString"] = $"""
                    SELECT layer, table_name, time_grain, attribute, grain_key_1, grain_value_1, grain_key_2, period, curr_value, prev_value
                    FROM audit_db_dev.audit WHERE pipeline = 'sales' AND exec_date = DATE '{date}' ORDER BY 1, 2, 6
                    """,
                ["WorkGroup"] = "sluice-dev",
            },
            TestContext.Current.CancellationToken);
        var id = (string)started["QueryExecutionId"]!;
        await lake.Host.Athena.WaitForQueryAsync(id, TestContext.Current.CancellationToken);
        var results = await lake.Host.Athena.Json.InvokeAsync("GetQueryResults", new JsonObject { ["QueryExecutionId"] = id }, TestContext.Current.CancellationToken);
        return [.. results["ResultSet"]!["Rows"]!.AsArray().Skip(1).Select(static row => Line([.. row!["Data"]!.AsArray().Select(static datum => (string?)datum!["VarCharValue"])]))];
    }

    private static string Line(string?[] row)
    {
        Assert.Null(row[6]); // there is one grain column only
        return $"{row[0]} {row[1]} {row[2]} {row[3]} {row[4]}={row[5]} {row[7]} {row[8]} <- {row[9]}";
    }
}
