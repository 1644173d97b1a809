using System.Text.Json.Nodes;

namespace Sluice.EndToEnd.Tests;

/// <summary>Reads what is published, through the command line.</summary>
internal static class PublishedRows
{
    internal static async Task<List<(string Date, string? Ohio, string? Indiana, string? Total)>> ReadAsync(LakeFixture lake, string execDate)
    {
        var rows = await lake.QueryAsync(
            "SELECT record_date, co2_ton_oh, co2_ton_in, co2_ton_total FROM processed_db_dev.utility_emissions_daily " +
            $"WHERE exec_date = DATE '{execDate}' ORDER BY record_date");
        return rows.Select(row => ((string)row!["record_date"]!, Real(row["co2_ton_oh"]), Real(row["co2_ton_in"]), Real(row["co2_ton_total"]))).ToList();
    }

    internal static async Task<long> CountAsync(LakeFixture lake) =>
        (long)(await lake.QueryAsync("SELECT count(*) AS n FROM processed_db_dev.utility_emissions_daily"))[0]!["n"]!;

    /// <summary>Athena writes a real as Java does (<c>1.0E7</c>); compare by value, to the last bit of a real.</summary>
    private static string? Real(JsonNode? value) =>
        value is null ? null : ((float)(double)value).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
