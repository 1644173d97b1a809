using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.EndToEnd.Tests;

/// <summary>A pipeline that depends on another is started by the done-file that the other makes.</summary>
public sealed class ChainTests
{
    [Fact]
    public async Task DailyRun_StartsTheMonthlyOne_WhoseRowsAreTheSumsOfTheDays()
    {
        await using var lake = new LakeFixture();
        var files = EmissionFiles.Write(lake.Subfolder("files"));

        var (exitCode, report) = await lake.RunAsync("state_emission_daily", "2026-11-20", files);

        Assert.Equal((0, "SUCCEEDED"), (exitCode, (string?)report["status"]));
        var next = Assert.Single(report["next"]!.AsArray())!;
        Assert.Equal("incoming/all_ef_files/2026-11-20/state_emission_monthly.done", (string?)next["done_file"]);
        Assert.Equal("SUCCEEDED", (string?)next["status"]);
        Assert.NotEqual((string?)report["execution_arn"], (string?)next["execution_arn"]);
        Assert.Equal(Expected(files), await MonthsAsync(lake));
    }

    [Fact]
    public async Task DailyRunAgain_ReplacesTheMonths()
    {
        await using var lake = await LakeFixture.UpAsync();
        await lake.RunAsync("state_emission_daily", "2026-11-20", EmissionFiles.Write(lake.Subfolder("first")));
        var second = EmissionFiles.Write(lake.Subfolder("second"), seed: 5);

        await lake.RunAsync("state_emission_daily", "2026-11-20", second);

        Assert.Equal(Expected(second), await MonthsAsync(lake));
    }

    [Fact]
    public async Task RunThatFollowsAndFails_IsReportedWithItsCause()
    {
        await using var lake = new LakeFixture();
        var pipelines = Repository.CopyPipelines(lake.Subfolder("pipelines"));
        var file = Directory.EnumerateFiles(Path.Combine(pipelines, "state_emission_monthly", "sql"), "*.sql").Single();
        var sql = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, sql.Replace("SUM(CAST(co2_ton_total ", "SUM(CAST(co2_ton_totals ", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var (exitCode, report) = await lake.RunAsync(
            "state_emission_daily", "2026-11-20", EmissionFiles.Write(lake.Subfolder("files")), "--pipelines", pipelines);

        Assert.Equal((0, "SUCCEEDED"), (exitCode, (string?)report["status"]));
        var next = Assert.Single(report["next"]!.AsArray())!;
        Assert.Equal(("FAILED", "StatementFailedException"), ((string?)next["status"], (string?)next["error"]));
        Assert.Contains("co2_ton_totals", (string?)next["cause"], StringComparison.Ordinal);
    }

    /// <summary>The months of the daily rows, added up here: by contract of the daily numbers, which are floats.</summary>
    private static List<(string, string?, string?, string?)> Expected(string files) =>
    [
        .. EmissionFiles.Expected(files).GroupBy(static day => day.Date[..7]).OrderBy(static month => month.Key, StringComparer.Ordinal).Select(static month =>
            (month.Key, Sum(month.Select(static day => day.Ohio)), Sum(month.Select(static day => day.Indiana)), Sum(month.Select(static day => day.Total)))),
    ];

    private static string? Sum(IEnumerable<string?> days)
    {
        var measured = days.OfType<string>().Select(static day => (double)float.Parse(day, CultureInfo.InvariantCulture)).ToList();
        return measured.Count == 0 ? null : Text(measured.Sum());
    }

    private static async Task<List<(string, string?, string?, string?)>> MonthsAsync(LakeFixture lake)
    {
        var rows = await lake.QueryAsync(
            "SELECT record_month, co2_ton_oh, co2_ton_in, co2_ton_total FROM processed_db_dev.utility_emissions_monthly " +
            "WHERE exec_date = DATE '2026-11-20' ORDER BY record_month");
        return rows.Select(static row => ((string)row!["record_month"]!, Real(row["co2_ton_oh"]), Real(row["co2_ton_in"]), Real(row["co2_ton_total"]))).ToList();
    }

    private static string? Real(JsonNode? value) => value is null ? null : Text((double)value);

    private static string Text(double value) => ((float)value).ToString("R", CultureInfo.InvariantCulture);
}
