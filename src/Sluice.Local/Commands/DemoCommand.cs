using System.Diagnostics;
using NodaTime;
using NodaTime.Text;
using Sluice.Lake.Hosting;
using Sluice.Local.Samples;
using Sluice.Runs;

namespace Sluice.Local.Commands;

/// <summary>What <c>sluice</c> does without a command: the whole pipeline, once, on a sample, in a folder of its own.</summary>
public static class DemoCommand
{
    private const string Pipeline = "state_emission_daily";
    private static readonly string DataFolder = Path.Combine(".lake", "demo");

    /// <summary>Runs the demo.</summary>
    public static Task<int> RunAsync(CancellationToken cancellationToken) => Failures.ReportAsync(async end =>
    {
        var started = Stopwatch.GetTimestamp();
        var project = Project.Find(null, null);
        if (LakeLock.FindRunning(DataFolder) is { } running)
        {
            throw new LakeInUseException(Path.GetFullPath(DataFolder), running);
        }

        if (Directory.Exists(DataFolder))
        {
            Directory.Delete(DataFolder, recursive: true);
        }

        var output = Console.Out;
        output.WriteLine("Sluice: a done-file becomes a published partition, by the template, state machine and functions that are deployed.");
        output.WriteLine();
        var sample = Task.Run(() => MakeSample(cancellationToken), cancellationToken);
        var lake = end.Add(await LakeSession.OpenAsync(DataFolder, project, realTime: false, cancellationToken));
        var (folder, date, files) = await sample;
        output.WriteLine($"1. A lake at {lake.Client.Endpoint} in {DataFolder}, and a sample of {files.Sum(static file => file.Rows):N0} rows. Its files and the done-file are dropped:");
        output.WriteLine();
        var observer = new DemoObserver(output);
        var runner = new PipelineRunner(lake.Client, lake.Names, new PipelineFolder(project.PipelinesPath));
        var report = await runner.RunAsync(
            new RunToStart(Pipeline, LocalDatePattern.Iso.Format(date), files.Select(static file => file.Path).ToList()), observer, cancellationToken);
        Directory.Delete(folder, recursive: true);
        RunSummary.Write(output, report);
        if (!report.Succeeded)
        {
            return 1;
        }

        await ShowAsync(lake, report, output, cancellationToken);
        output.WriteLine();
        output.WriteLine($"Done in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s.");
        return 0;
    });

    private static (string Folder, LocalDate Date, IReadOnlyList<SampleFile> Files) MakeSample(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Not in the lake's folder, which is only now being made. Beside it: what it is made of goes nowhere else on the machine.
        var folder = Directory.CreateDirectory(Path.Combine(".lake", $"sample-{Guid.NewGuid():N}")).FullName;
        var date = ExecDate.At(SystemClock.Instance.GetCurrentInstant());
        var sample = SampleCatalog.Find(Pipeline) ?? throw new InvalidOperationException($"The sample of {Pipeline} is missing.");
        return (folder, date, sample.Write(folder, date, rows: null));
    }

    private static async Task ShowAsync(LakeSession lake, RunReport report, TextWriter output, CancellationToken cancellationToken)
    {
        var sql = $"SELECT * FROM utility_emissions_daily WHERE exec_date = DATE '{report.ExecDate}' ORDER BY record_date LIMIT 5";
        output.WriteLine();
        output.WriteLine($"3. What a reader sees now: {sql}");
        output.WriteLine();
        var query = new AthenaQuery(lake.Client, lake.Names.WorkGroup, TimeProvider.System);
        QueryWriter.Write(output, await query.RunAsync(sql, lake.Names.ProcessedDatabase, cancellationToken), QueryFormat.Table);
        output.WriteLine();
        output.WriteLine("4. Try next (sluice = dotnet run --project src/Sluice.Local --):");
        output.WriteLine();
        output.WriteLine($"  sluice query \"SELECT count(*) FROM landing_db_dev.utility_data_oh\" --data {DataFolder}");
        output.WriteLine($"  sluice run {Pipeline} --exec-date {report.ExecDate} --data {DataFolder}     the same date again: replaced, not doubled");
        output.WriteLine($"  sluice up --data {DataFolder}     then AWS_ENDPOINT_URL=http://127.0.0.1:4566 aws stepfunctions list-state-machines");
        output.WriteLine("  sluice --help");
    }
}
