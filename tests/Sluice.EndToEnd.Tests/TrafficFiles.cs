using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Lake.DuckDb;

namespace Sluice.EndToEnd.Tests;

/// <summary>Files as Firehose delivers them to <c>traffic</c>, and what the pipeline has to make of them, computed row by row in C#.</summary>
internal static class TrafficFiles
{
    /// <summary>Writes JSON lines, a file an hour of arrival. Another <paramref name="name"/> adds files beside those that are there.</summary>
    internal static string Write(string folder, IEnumerable<TrafficMeasurement> measurements, string name = "a")
    {
        foreach (var hour in measurements.GroupBy(static row => row.Arrived))
        {
            var target = Directory.CreateDirectory(Path.Combine(folder, hour.Key.ToString("yyyy'/'MM'/'dd'/'HH", CultureInfo.InvariantCulture)));
            File.WriteAllLines(Path.Combine(target.FullName, $"traffic-1-{name}.json"), hour.Select(static row => Line(row).ToJsonString()));
        }

        return folder;
    }

    /// <summary>Reads the Parquet files of the sample.</summary>
    internal static List<TrafficMeasurement> Read(string folder)
    {
        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        var rows = new List<TrafficMeasurement>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories))
        {
            var arrived = DateTime.ParseExact(
                Path.GetRelativePath(folder, Path.GetDirectoryName(file)!).Replace('\\', '/'), "yyyy'/'MM'/'dd'/'HH", CultureInfo.InvariantCulture); // a file lies in a folder
            using var result = connection.Query(
                $"""
                SELECT unieke_id, tijd_waarneming, tijd_laatst_gewijzigd, defect, rekendata_bezettingsgraad,
                  {string.Join(", ", Enumerable.Range(1, 5).SelectMany(static number => new[] { $"verkeersintensiteit_klasse{number}", $"voertuigsnelheid_rekenkundig_klasse{number}" }))}
                FROM read_parquet({DuckDbSql.Literal(file)})
                """);
            rows.AddRange(result.Rows().Select(row => new TrafficMeasurement(
                (int)row[0]!, // the sample has no NULL
                DateTime.UnixEpoch.AddSeconds((long)row[1]!),
                arrived,
                [.. Enumerable.Range(0, 5).Select(number => (int)row[5 + 2 * number]!)],
                [.. Enumerable.Range(0, 5).Select(number => (int)row[6 + 2 * number]!)])
            {
                Changed = DateTime.UnixEpoch.AddSeconds((long)row[2]!),
                Defect = (int)row[3]!,
                Occupancy = (int)row[4]!,
            }));
        }

        return rows;
    }

    /// <summary>The rows that must be published for some days, a line each, sorted.</summary>
    internal static List<string> Expected(IEnumerable<TrafficMeasurement> delivered, DateTime from, DateTime to)
    {
        var lines = new List<string>();
        foreach (var point in delivered.GroupBy(static row => row.Point))
        {
            // The last delivery of each minute, if it is of any use.
            var minutes = point.GroupBy(static row => row.Time)
                .Select(static same => same.OrderBy(static row => row.Arrived).ThenBy(static row => row.Changed).Last())
                .Where(static row => row is { Defect: 0, Occupancy: >= 0 })
                .OrderBy(static row => row.Time)
                .ToList();
            for (var i = 0; i < minutes.Count; i++)
            {
                var row = minutes[i];
                if (row.Time >= from && row.Time < to.AddDays(1))
                {
                    var previous = i > 0 && row.Time - minutes[i - 1].Time <= TimeSpan.FromMinutes(20) ? Speed(minutes[i - 1]) : null;
                    lines.Add(Line(row, previous, Mean(minutes, row.Time, 3), Mean(minutes, row.Time, 20)));
                }
            }
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    /// <summary>The rows that are published, in the same form.</summary>
    internal static async Task<List<string>> PublishedAsync(LakeFixture lake)
    {
        var rows = await lake.QueryAsync("SELECT * FROM processed_db_dev.traffic");
        return [.. rows.Select(static row => Line(row!)).Order(StringComparer.Ordinal)];
    }

    private static string Line(JsonNode row) => string.Join(' ', new[]
    {
        (string)row["uniqueid"]!.ToString(), row["recordtimestamp"]!.ToString(), Text((decimal?)row["currentspeed"]), row["bezettingsgraad"]!.ToString(),
        Text((decimal?)row["previousspeed"]), row["trafficjamindicator"]!.ToString(), row["trafficjamindicatorlong"]!.ToString(),
        row["trafficintensityclass1"]!.ToString(), row["trafficintensityclass2"]!.ToString(), row["trafficintensityclass3"]!.ToString(),
        row["trafficintensityclass4"]!.ToString(), row["trafficintensityclass5"]!.ToString(), row["speeddiffindicator"]!.ToString(),
        Text((decimal?)row["avgspeed3minutes"]), Text((decimal?)row["avgspeed20minutes"]), row["rekendata_bezettingsgraad"]!.ToString(),
        $"{row["year"]}/{row["month"]}/{row["day"]}/{row["hour"]}",
    });

    private static string Line(TrafficMeasurement row, decimal? previous, decimal? mean3, decimal? mean20)
    {
        var speed = Speed(row);
        var difference = speed - previous switch { null => 0m, var some => Math.Round(some.Value, 12) };
        var diff = previous is null || speed is null ? 0 : Math.Round(difference!.Value, 9) >= 20 ? 1 : Math.Round(difference.Value, 9) <= -20 ? -1 : 0; // both are there
        return string.Join(' ', new[]
        {
            $"{row.Point}", $"{row.Seconds}", Text(speed), $"{row.Vehicles[1..].Sum()}", Text(previous), $"{Jam(mean3)}", $"{Jam(mean20)}",
            string.Join(' ', row.Vehicles), $"{diff}", Text(mean3), Text(mean20), $"{row.Occupancy}",
            $"{row.Time.Year}/{row.Time.Month}/{row.Time.Day}/{row.Time.Hour}",
        });
    }

    private static int Jam(decimal? speed) => speed switch { null => -1, var some when Math.Round(some.Value, 9) <= 40 => 1, _ => 0 };

    private static decimal? Speed(TrafficMeasurement row)
    {
        var speeds = Enumerable.Range(1, 4).Where(number => row.Vehicles[number] > 0 && row.Speeds[number] <= 250).Select(number => (decimal)row.Speeds[number]).ToList();
        return speeds.Count == 0 ? null : speeds.Average();
    }

    private static decimal? Mean(List<TrafficMeasurement> minutes, DateTime time, int length)
    {
        var speeds = minutes.Where(row => row.Time <= time && row.Time > time.AddMinutes(-length)).Select(Speed).Where(static speed => speed is not null).ToList();
        return speeds.Count == 0 ? null : speeds.Average();
    }

    private static string Text(decimal? value) => value is null ? "-" : Math.Round(value.Value, 6).ToString("0.######", CultureInfo.InvariantCulture);

    private static JsonObject Line(TrafficMeasurement row)
    {
        var line = new JsonObject
        {
            ["beschrijvende_id"] = $"H{row.Point}L10",
            ["unieke_id"] = row.Point,
            ["lve_nr"] = 50,
            ["tijd_waarneming"] = row.Seconds,
            ["tijd_laatst_gewijzigd"] = new DateTimeOffset(row.Changed, TimeSpan.Zero).ToUnixTimeSeconds(),
            ["beschikbaar"] = 1,
            ["defect"] = row.Defect,
            ["geldig"] = 0,
            ["rekendata_bezettingsgraad"] = row.Occupancy,
        };
        for (var number = 1; number <= 5; number++)
        {
            line[$"verkeersintensiteit_klasse{number}"] = row.Vehicles[number - 1];
            line[$"voertuigsnelheid_rekenkundig_klasse{number}"] = row.Speeds[number - 1];
            line[$"voertuigsnelheid_harmonisch_klasse{number}"] = row.Vehicles[number - 1] > 0 ? row.Speeds[number - 1] : 252;
        }

        return line;
    }
}
