using System.Globalization;
using NodaTime;
using Sluice.Lake.DuckDb;
using Sluice.Local.Samples;

namespace Sluice.EndToEnd.Tests;

/// <summary>Incoming files of <c>state_emission_daily</c>, and what the pipeline has to make of them, computed row by row in C#.</summary>
internal static class EmissionFiles
{
    internal static readonly LocalDate AnyDate = new(2026, 11, 20);

    /// <summary>Writes the sample with a few rows; another <paramref name="seed"/> gives other measurements.</summary>
    internal static string Write(string folder, int rows = 20_000, int seed = 0)
    {
        Directory.CreateDirectory(folder);
        SampleCatalog.Find("state_emission_daily")!.Write(folder, AnyDate.PlusDays(seed), rows); // the sample is part of the product
        return folder;
    }

    /// <summary>Rewrites one file with SQL over its rows.</summary>
    internal static void Rewrite(string folder, string state, string select)
    {
        var path = Path.Combine(folder, $"epacems-1996-{state}.parquet");
        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        connection.Execute($"CREATE TABLE file AS SELECT * FROM read_parquet({DuckDbSql.Literal(path)})");
        connection.Execute($"COPY ({select}) TO {DuckDbSql.Literal(path)} (FORMAT parquet)");
    }

    /// <summary>The rows that must be published, as <c>sluice query --format json</c> shows them: date, Ohio, Indiana, total.</summary>
    internal static List<(string Date, string? Ohio, string? Indiana, string? Total)> Expected(string folder)
    {
        var indiana = Sums(Path.Combine(folder, "epacems-1996-IN.parquet"));
        var ohio = Sums(Path.Combine(folder, "epacems-1996-OH.parquet"));
        return indiana.Keys.Union(ohio.Keys).Order().Select(day =>
        {
            var (oh, @in) = (ohio.GetValueOrDefault(day), indiana.GetValueOrDefault(day));
            double? total = oh is null && @in is null ? null : (oh ?? 0) + (@in ?? 0);
            return (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Text(oh), Text(@in), Text(total));
        }).ToList();
    }

    private static string? Text(double? value) => value is null ? null : ((float)value).ToString("R", CultureInfo.InvariantCulture);

    private static Dictionary<DateOnly, double?> Sums(string path)
    {
        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        using var rows = connection.Query($"SELECT operating_datetime_utc, co2_mass_tons FROM read_parquet({DuckDbSql.Literal(path)})");
        var sums = new Dictionary<DateOnly, double?>();
        foreach (var row in rows.Rows())
        {
            var day = DateOnly.FromDateTime((DateTime)row[0]!); // the sample has no row without a time
            var tons = (float?)row[1];
            sums[day] = sums.GetValueOrDefault(day) is { } sum ? sum + (tons ?? 0) : tons;
        }

        return sums;
    }
}
