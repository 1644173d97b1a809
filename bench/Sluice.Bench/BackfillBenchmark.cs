using System.Diagnostics;
using System.Globalization;
using System.Text;
using NodaTime;
using Sluice.Lake.Hosting;
using Sluice.Local.Commands;
using Sluice.Runs;

namespace Sluice.Bench;

/// <summary>
/// A year of <c>traffic</c>, a file and a partition an hour: what a day's run costs at the end of the year beside one of its
/// second month. It must not cost what the history is long.
/// </summary>
internal static class BackfillBenchmark
{
    private const int Window = 30;
    private static readonly LocalDate First = new(2025, 1, 1);

    public static async Task RunAsync(string folder)
    {
        var project = Project.Find(null, null);
        await using var lake = await LakeHost.StartAsync(
            new LakeOptions { DataFolder = Path.Combine(folder, "year"), TemplatePath = project.TemplatePath, PipelinesFolder = project.PipelinesPath }, default);
        using var client = new LakeClient(lake.Endpoint);
        var names = LakeNames.Of(lake.Template);
        var runner = new BackfillRunner(client, names, new PipelineFolder(project.PipelinesPath));
        var begin = Stopwatch.GetTimestamp();
        await RunAsync(0, Window);
        var early = await RunAsync(Window, 2 * Window);
        await RunAsync(2 * Window, 365 - Window);
        var late = await RunAsync(365 - Window, 365);
        Measurement.Report($"a day of traffic, day {Window + 1} to {2 * Window} of a year", early, Window, early, "itself");
        Measurement.Report($"a day of traffic, day {366 - Window} to 365", late, Window, early, $"day {Window + 1} to {2 * Window}");
        Console.WriteLine($"365 days, 8,760 partitions: {Stopwatch.GetElapsedTime(begin).TotalSeconds:F0} s");

        async Task<TimeSpan> RunAsync(int from, int to)
        {
            for (var day = from; day < to; day++)
            {
                await DropAsync(lake.Endpoint, names.LandingBucket, First.PlusDays(day));
            }

            var start = Stopwatch.GetTimestamp();
            var dates = Enumerable.Range(from, to - from).Select(static day => ExecDate.Format(First.PlusDays(day))).ToList();
            var report = await runner.RunAsync(new BackfillOrder("traffic", dates, 4), static _ => { }, default);
            return report.Succeeded ? Stopwatch.GetElapsedTime(start) : throw new InvalidOperationException(report.Cause);
        }
    }

    /// <summary>A measurement an hour, delivered in its hour.</summary>
    private static async Task DropAsync(Uri endpoint, string bucket, LocalDate day)
    {
        using var http = new HttpClient { BaseAddress = endpoint };
        for (var hour = 0; hour < 24; hour++)
        {
            var time = day.AtMidnight().PlusHours(hour).InUtc().ToInstant().ToUnixTimeSeconds();
            var line = new StringBuilder(
                $$"""{"unieke_id":32,"lve_nr":50,"tijd_waarneming":{{time}},"tijd_laatst_gewijzigd":{{time}},"defect":0,"rekendata_bezettingsgraad":3""");
            for (var number = 1; number <= 5; number++)
            {
                line.Append(CultureInfo.InvariantCulture, $",\"verkeersintensiteit_klasse{number}\":{number},\"voertuigsnelheid_rekenkundig_klasse{number}\":{40 + number}");
            }

            using var content = new StringContent(line.Append("}\n").ToString());
            using var response = await http.PutAsync(
                new Uri($"/{bucket}/traffic/{day.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture)}/{hour:D2}/a.json", UriKind.Relative), content);
            response.EnsureSuccessStatusCode();
        }
    }
}
