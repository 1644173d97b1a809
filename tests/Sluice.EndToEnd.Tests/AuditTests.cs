using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.EndToEnd.Tests;

/// <summary>One source row's CO2 multiplied by 10,000 on one date and back on the next.</summary>
public sealed class AuditTests
{
    [Fact]
    public async Task OneRowChangedAndBack_IsOneLandingRow_AndWhatFollowsFromIt()
    {
        await using var lake = await LakeFixture.UpAsync();
        var before = EmissionFiles.Write(lake.Subfolder("before"));
        var changed = EmissionFiles.Write(lake.Subfolder("changed"));
        EmissionFiles.Rewrite(changed, "OH", """
            SELECT * REPLACE ((CASE WHEN rowid = (SELECT min(rowid) FROM file WHERE co2_mass_tons > 0) THEN co2_mass_tons * 10000 ELSE co2_mass_tons END)::FLOAT AS co2_mass_tons) FROM file
            """);
        foreach (var (date, files) in new[] { ("2026-11-18", before), ("2026-11-19", changed), ("2026-11-20", before) })
        {
            var (exitCode, report) = await lake.RunAsync("state_emission_daily", date, files);
            Assert.True(exitCode == 0, report.ToJsonString());
            Assert.Equal("SUCCEEDED", (string?)Assert.Single(report["next"]!.AsArray())!["status"]);
        }

        Assert.Empty(await AuditAsync(lake, "2026-11-18"));
        var there = await AuditAsync(lake, "2026-11-19");
        var back = await AuditAsync(lake, "2026-11-20");

        var landing = Assert.Single(there, static row => row.Layer == "landing");
        Assert.Equal(("utility_data_oh", "hourly", "co2_mass_tons"), (landing.Table, landing.TimeGrain, landing.Attribute));
        Assert.Equal((float)(landing.Previous!.Value * 10000), (float)landing.Current!.Value);
        var day = landing.Period;
        var (was, became) = (EmissionFiles.Expected(before).Single(row => row.Date == day), EmissionFiles.Expected(changed).Single(row => row.Date == day));
        Assert.Equal(
            [
                (day, "co2_ton_oh", Number(became.Ohio), Number(was.Ohio)),
                (day, "co2_ton_total", Number(became.Total), Number(was.Total)),
            ],
            there.Where(static row => row.TimeGrain == "daily").Select(static row => (row.Period, row.Attribute, (float)row.Current!, (float)row.Previous!)));
        Assert.Equal(
            [(day[..7] + "-01", "co2_ton_oh"), (day[..7] + "-01", "co2_ton_total")],
            there.Where(static row => row.TimeGrain == "monthly").Select(static row => (row.Period, row.Attribute)));
        Assert.Equal(5, there.Count);
        Assert.Equal(there.Select(static row => row with { Current = row.Previous, Previous = row.Current }), back);
    }

    private static float Number(string? text) => float.Parse(text!, CultureInfo.InvariantCulture); // the day is measured

    private static async Task<List<Change>> AuditAsync(LakeFixture lake, string date)
    {
        var rows = await lake.QueryAsync($"""
            SELECT layer, table_name, time_grain, attribute, period, CAST(curr_value AS double) AS curr, CAST(prev_value AS double) AS prev
            FROM audit_db_dev.audit WHERE exec_date = DATE '{date}' ORDER BY 1, 2, 4
            """);
        return [.. rows.Select(static row => new Change(
            (string)row!["layer"]!, (string)row["table_name"]!, (string)row["time_grain"]!, (string)row["attribute"]!, (string)row["period"]!, (double?)row["curr"], (double?)row["prev"]))];
    }

    private sealed record Change(string Layer, string Table, string TimeGrain, string Attribute, string Period, double? Current, double? Previous);
}
