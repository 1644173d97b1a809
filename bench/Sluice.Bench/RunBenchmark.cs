using NodaTime;
using Sluice.Lake.DuckDb;
using Sluice.Lake.Hosting;
using Sluice.Local.Commands;
using Sluice.Local.Samples;

namespace Sluice.Bench;

/// <summary>
/// The whole run of <c>state_emission_daily</c>, from the first file dropped to the published partition, and a query of what
/// it published, beside the same computation by DuckDB alone on the same files.
/// </summary>
internal static class RunBenchmark
{
    private static readonly LocalDate Date = new(2026, 11, 20);

    public static async Task RunAsync(string folder)
    {
        var project = Project.Find(null, null);
        var sample = Directory.CreateDirectory(Path.Combine(folder, "sample")).FullName;
        var files = SampleCatalog.Find("state_emission_daily")!.Write(sample, Date, rows: null).Select(static file => file.Path).ToList(); // it ships
        var plain = await Measurement.MedianAsync(() => Task.Run(() => ComputePlainly(sample)));
        Measurement.Report("DuckDB alone, 1.3 million rows", plain, 1, plain, "DuckDB alone");

        var data = Path.Combine(folder, "lake");
        var start = await Measurement.MedianAsync(async () => await (await StartAsync(data, project)).DisposeAsync());
        Measurement.Report("start and stop the lake", start, 1, plain, "DuckDB alone");

        await using var lake = await StartAsync(data, project);
        using var client = new LakeClient(lake.Endpoint);
        var names = LakeNames.Of(lake.Template);
        var runner = new PipelineRunner(client, names, new PipelineFolder(project.PipelinesPath));
        var run = await Measurement.MedianAsync(async () =>
        {
            var report = await runner.RunAsync(new RunToStart("state_emission_daily", "2026-11-20", files), new SilentObserver(), default);
            if (!report.Succeeded)
            {
                throw new InvalidOperationException(report.Cause);
            }
        });
        Measurement.Report("done-file to published partition", run, 1, plain, "DuckDB alone");

        var query = new AthenaQuery(client, names.WorkGroup, TimeProvider.System);
        var select = await Measurement.MedianAsync(() => query.RunAsync(
            "SELECT sum(co2_ton_total) FROM utility_emissions_daily WHERE exec_date = DATE '2026-11-20'", names.ProcessedDatabase, default));
        Measurement.Report("a query of the published partition", select, 1, plain, "DuckDB alone");
    }

    private static Task<LakeHost> StartAsync(string data, Project project) => LakeHost.StartAsync(
        new LakeOptions { DataFolder = data, TemplatePath = project.TemplatePath, PipelinesFolder = project.PipelinesPath }, default);

    private static void ComputePlainly(string folder)
    {
        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        connection.Execute(
            $"""
            COPY (
              SELECT operating_datetime_utc::DATE AS record_date, sum(co2_mass_tons) FILTER (state = 'OH') AS oh,
                sum(co2_mass_tons) FILTER (state = 'IN') AS ind, sum(co2_mass_tons) AS total
              FROM read_parquet({DuckDbSql.Literal(Path.Combine(folder, "*.parquet"))}) GROUP BY ALL
            ) TO {DuckDbSql.Literal(Path.Combine(folder, "plain.out"))} (FORMAT parquet)
            """);
    }
}
