using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.EndToEnd.Tests;

/// <summary><c>sluice lineage</c>: from a monthly total back to the one source row that moved it.</summary>
public sealed class LineageTests
{
    // The row of the sample that is changed: its first one with CO2.
    private const string Changed = "rowid = (SELECT min(rowid) FROM file WHERE co2_mass_tons > 0)";

    [Fact]
    public async Task OneRowChangedAndBack_IsFoundFromTheMonth_WithItsFiles()
    {
        await using var lake = await RunAsync(("2026-11-18", false), ("2026-11-19", true), ("2026-11-20", false));
        var source = (await lake.QueryAsync("""
            SELECT CAST(now.plant_id_eia AS varchar) AS plant, now.emissions_unit_id_epa AS unit, CAST(now.operating_datetime_utc AS varchar) AS at,
              CAST(before.co2_mass_tons AS varchar) AS was, CAST(now.co2_mass_tons AS varchar) AS became
            FROM landing_db_dev.utility_data_oh now
            JOIN landing_db_dev.utility_data_oh before ON before.plant_id_eia = now.plant_id_eia
              AND before.emissions_unit_id_epa = now.emissions_unit_id_epa AND before.operating_datetime_utc = now.operating_datetime_utc
            WHERE now.exec_date = DATE '2026-11-19' AND before.exec_date = DATE '2026-11-18' AND before.co2_mass_tons <> now.co2_mass_tons
            """)).Single()!;
        var day = ((string)source["at"]!)[..10];

        var steps = await LineageAsync(lake, "utility_emissions_monthly", day[..7], "--exec-date", "2026-11-19");

        Assert.Equal(["co2_ton_oh", "co2_ton_total"], steps.Select(static step => (string?)step!["attribute"]));
        foreach (var month in steps)
        {
            Assert.Equal("processed_db_dev.utility_emissions_monthly", (string?)month!["table"]);
            Assert.Equal("state_emission_monthly", (string?)month["pipeline"]);
            Assert.Equal(("2026-11-19", "2026-11-18"), ((string?)month["exec_date"], (string?)month["previous_exec_date"]));

            var daily = Assert.Single(month["from"]!.AsArray())!;
            Assert.Equal("processed_db_dev.utility_emissions_daily", (string?)daily["table"]);
            Assert.Equal("state_emission_daily", (string?)daily["pipeline"]);
            Assert.Equal((string?)month["attribute"], (string?)daily["attribute"]);
            Assert.Equal(day, (string?)daily["key"]!["record_date"]);
            Assert.Equal(Difference(month), Difference(daily), 1.0);

            var row = Assert.Single(daily["from"]!.AsArray())!;
            Assert.Equal(("landing_db_dev.utility_data_oh", "co2_mass_tons"), ((string?)row["table"], (string?)row["attribute"]));
            Assert.Equal(
                ((string?)source["plant"], (string?)source["unit"], (string?)source["at"]),
                ((string?)row["key"]!["plant_id_eia"], (string?)row["key"]!["emissions_unit_id_epa"], (string?)row["key"]!["operating_datetime_utc"]));
            Assert.Equal(((string?)source["became"], (string?)source["was"]), ((string?)row["curr_value"], (string?)row["prev_value"]));
            Assert.Empty(row["from"]!.AsArray());
            Assert.All([month, daily, row], static step => Assert.Null(step["note"]));

            var files = row["files"]!.AsArray();
            Assert.Equal(
                [
                    ("2026-11-19", $"s3://sluice-landing-000000000000-dev/landing_db_dev/utility_data_oh/exec_date=2026-11-19/run={row["run_id"]}/epacems-1996-OH.parquet", "s3://sluice-landing-000000000000-dev/incoming/all_ef_files/2026-11-19/epacems-1996-OH.parquet"),
                    ("2026-11-18", (string?)files[1]!["object"], "s3://sluice-landing-000000000000-dev/incoming/all_ef_files/2026-11-18/epacems-1996-OH.parquet"),
                ],
                files.Select(static file => ((string?)file!["exec_date"], (string?)file["object"], (string?)file["incoming_file"])));
            Assert.StartsWith("s3://sluice-landing-000000000000-dev/landing_db_dev/utility_data_oh/exec_date=2026-11-18/run=", (string?)files[1]!["object"], StringComparison.Ordinal);
        }

        // The latest date is the default, and takes the value back.
        var back = Assert.Single(await LineageAsync(lake, "processed_db_dev.utility_emissions_monthly", "--key", $"record_month={day[..7]}", "--attribute", "co2_ton_total"))!;
        Assert.Equal("2026-11-20", (string?)back["exec_date"]);
        Assert.Equal((string?)steps[1]!["prev_value"], (string?)back["curr_value"]);
        Assert.Equal((string?)source["was"], (string?)back["from"]![0]!["from"]![0]!["curr_value"]);

        var text = (await lake.SluiceAsync("lineage", "utility_emissions_daily", day, "--exec-date", "2026-11-19", "--attribute", "co2_ton_total", "--data", lake.Data)).Expect(0);
        Assert.Contains($"processed_db_dev.utility_emissions_daily  record_date={day}", text, StringComparison.Ordinal);
        Assert.Contains($"  co2_mass_tons: {source["was"]} -> {source["became"]}", text, StringComparison.Ordinal);
        Assert.Contains("which came as s3://sluice-landing-000000000000-dev/incoming/all_ef_files/2026-11-19/epacems-1996-OH.parquet", text, StringComparison.Ordinal);

        await SaysAsync(lake, "No change of a table 'utility_emissions_weekly' has been audited. There are changes of: utility_data_oh; utility_emissions_daily; utility_emissions_monthly.", "utility_emissions_weekly", "1996-01");
        await SaysAsync(lake, $"No change of that row of 'utility_emissions_monthly' (<record_month>, or --key record_month=...) has been audited. There are changes of: {day[..7]}.", "utility_emissions_monthly", "1995-01");
        await SaysAsync(lake, $"Say which row of 'utility_emissions_daily': <record_date>, or --key record_date=.... Changed: {day}.", "utility_emissions_daily");
        await SaysAsync(lake, "That row of 'utility_emissions_daily' did not change on exec_date 2026-11-18. It did on: 2026-11-20; 2026-11-19.", "utility_emissions_daily", day, "--exec-date", "2026-11-18");
        await SaysAsync(lake, "'co2_ton_in' of that row of 'utility_emissions_daily' did not change on exec_date 2026-11-20. Changed: co2_ton_oh; co2_ton_total.", "utility_emissions_daily", day, "--attribute", "co2_ton_in");
        await SaysAsync(lake, "--key 'day=1' is not column=value. Key columns: record_date.", "utility_emissions_daily", "--key", "day=1");
        await SaysAsync(lake, "The key '1,2' does not tell one row of 'utility_data_oh'. Expected <plant_id_eia>,<emissions_unit_id_epa>,<operating_datetime_utc>", "utility_data_oh", "1,2");
        await SaysAsync(lake, "--exec-date '2026-02-30' is not a date that exists, yyyy-MM-dd.", "utility_emissions_daily", day, "--exec-date", "2026-02-30");
    }

    [Fact]
    public async Task LineageEvents_OfBothPipelines_MeetInTheDailyTable()
    {
        await using var lake = await RunAsync(("2026-11-18", false));
        var daily = await EventAsync(lake, "state_emission_daily", "2-COMPLETE");
        var monthly = await EventAsync(lake, "state_emission_monthly", "2-COMPLETE");

        const string Table = "arn:aws:glue:eu-west-1:000000000000 table/processed_db_dev/utility_emissions_daily";
        Assert.Contains(Table, Names(daily["outputs"]));
        Assert.Contains(Table, Names(monthly["inputs"]));
        Assert.Contains("s3://sluice-landing-000000000000-dev incoming/all_ef_files", Names(daily["inputs"]));
        Assert.NotEqual((string?)daily["run"]!["runId"], (string?)monthly["run"]!["runId"]);
        var output = monthly["outputs"]!.AsArray().Single(static output => ((string)output!["name"]!).EndsWith("/utility_emissions_monthly", StringComparison.Ordinal))!;
        Assert.Equal(
            ["record_month <- record_date", "co2_ton_oh <- co2_ton_oh", "co2_ton_in <- co2_ton_in", "co2_ton_total <- co2_ton_total"],
            output["facets"]!["columnLineage"]!["fields"]!.AsObject().Select(static field => $"{field.Key} <- {field.Value!["inputFields"]!.AsArray().Single()!["field"]}"));
        var months = (long)(await lake.QueryAsync("SELECT count(*) AS months FROM processed_db_dev.utility_emissions_monthly"))[0]!["months"]!;
        Assert.Equal(months, (long)output["outputFacets"]!["outputStatistics"]!["rowCount"]!);

        static IEnumerable<string> Names(JsonNode? datasets) => datasets!.AsArray().Select(static dataset => $"{dataset!["namespace"]} {dataset["name"]}");
    }

    [Fact]
    public async Task NothingAudited_SaysSo()
    {
        await using var lake = await LakeFixture.UpAsync();

        await SaysAsync(lake, "Nothing has been audited yet: there is no table audit_db_dev.audit.", "utility_emissions_monthly", "1996-01");
    }

    private static async Task<LakeFixture> RunAsync(params IEnumerable<(string Date, bool IsChanged)> runs)
    {
        var lake = await LakeFixture.UpAsync();
        var before = EmissionFiles.Write(lake.Subfolder("before"), rows: 5_000);
        var changed = EmissionFiles.Write(lake.Subfolder("changed"), rows: 5_000);
        EmissionFiles.Rewrite(changed, "OH", $"""
            SELECT * REPLACE ((CASE WHEN {Changed} THEN co2_mass_tons * 10000 ELSE co2_mass_tons END)::FLOAT AS co2_mass_tons) FROM file
            """);
        foreach (var (date, isChanged) in runs)
        {
            var (exitCode, report) = await lake.RunAsync("state_emission_daily", date, isChanged ? changed : before);
            Assert.True(exitCode == 0, report.ToJsonString());
        }

        return lake;
    }

    private static async Task<JsonNode> EventAsync(LakeFixture lake, string pipeline, string name)
    {
        using var http = new HttpClient { BaseAddress = lake.Endpoint };
        var listed = await http.GetStringAsync(
            new Uri($"/sluice-audit-000000000000-dev?list-type=2&prefix=openlineage/{pipeline}/2026-11-18/", UriKind.Relative), TestContext.Current.CancellationToken);
        var key = Assert.Single(System.Xml.Linq.XDocument.Parse(listed).Descendants(), element => element.Name.LocalName == "Key" && element.Value.EndsWith($"/{name}.json", StringComparison.Ordinal)).Value;
        return JsonNode.Parse(await http.GetStringAsync(new Uri($"/sluice-audit-000000000000-dev/{key}", UriKind.Relative), TestContext.Current.CancellationToken))!;
    }

    private static async Task<JsonArray> LineageAsync(LakeFixture lake, params IEnumerable<string> arguments) =>
        (JsonArray)JsonNode.Parse((await lake.SluiceAsync(["lineage", .. arguments, "--data", lake.Data, "--json"])).Expect(0))!; // --json prints an array

    private static async Task SaysAsync(LakeFixture lake, string message, params IEnumerable<string> arguments)
    {
        var result = await lake.SluiceAsync(["lineage", .. arguments, "--data", lake.Data]);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"sluice: {message}", result.Error, StringComparison.Ordinal);
    }

    private static double Difference(JsonNode step) =>
        double.Parse((string)step["curr_value"]!, CultureInfo.InvariantCulture) - double.Parse((string)step["prev_value"]!, CultureInfo.InvariantCulture);
}
