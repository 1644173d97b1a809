using System.CommandLine;
using System.Text.RegularExpressions;
using NodaTime;
using Sluice.Runs;

namespace Sluice.Local.Commands;

/// <summary><c>sluice run</c>.</summary>
public static partial class RunCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var pipeline = new Argument<string>("pipeline") { Description = "The pipeline's name: a folder under pipelines/." };
        var execDate = new Option<string?>("--exec-date") { Description = "The run's date, yyyy-MM-dd. Default: today in Europe/Brussels; yesterday for a pipeline without done-file.", HelpName = "D" };
        var toDate = new Option<string?>("--to-date")
        {
            Description = "For a pipeline without done-file: the last day that it works out, yyyy-MM-dd. Default: as it is configured.",
            HelpName = "D",
        };
        var fromStage = new Option<string?>("--from-stage")
        {
            Description = "Start from this stage, on what the stages before it have written for the date. Drops no files.",
            HelpName = "STAGE",
        };
        var files = new Option<string?>("--files")
        {
            Description = "A folder whose files are dropped first, beside or over what has arrived for the date already. Default: what has arrived, else the pipeline's sample.",
            HelpName = "DIR",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object and nothing else." };
        var data = SharedOptions.Data();
        var template = SharedOptions.Template();
        var pipelines = SharedOptions.Pipelines();
        var realTime = SharedOptions.RealTime();
        var command = new Command("run", "Drop a pipeline's files and its done-file, wait for the run, and report. Exit code 0 only for SUCCEEDED.")
        {
            pipeline, execDate, toDate, fromStage, files, json, data, template, pipelines, realTime,
        };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async end =>
        {
            CheckKeyParts(parsed.GetValue(pipeline)!, parsed.GetValue(execDate));
            var project = Project.Find(parsed.GetValue(template), parsed.GetValue(pipelines));
            var lake = end.Add(await LakeSession.OpenAsync(parsed.GetValue(data)!, project, parsed.GetValue(realTime), cancellationToken));
            var folder = new PipelineFolder(project.PipelinesPath);
            var name = parsed.GetValue(pipeline)!;
            var isDropped = folder.SourcePrefix(name) is null;
            var date = parsed.GetValue(execDate) ?? ExecDate.Format(isDropped ? ExecDate.At(Now()) : ExecDate.Yesterday(Now()));
            if (isDropped && parsed.GetValue(toDate) is not null)
            {
                throw new InvalidOperationException($"--to-date is for pipelines without done-file. A done-file of {name} is for one date: sluice backfill runs several.");
            }

            var from = parsed.GetValue(fromStage);
            if (from is not null && parsed.GetValue(files) is not null)
            {
                throw new InvalidOperationException("--from-stage works on what has arrived: leave --files out.");
            }

            using var incoming = from is not null ? IncomingFiles.None : await IncomingFiles.FindAsync(lake, folder, name, date, parsed.GetValue(files), cancellationToken);
            var quiet = parsed.GetValue(json);
            IRunObserver observer = quiet ? new SilentObserver() : new StateProgress(Console.Out, !Console.IsOutputRedirected);
            var runner = new PipelineRunner(lake.Client, lake.Names, folder);
            // A schedule gives no date either, and the run takes yesterday.
            var order = new RunToStart(name, isDropped ? date : parsed.GetValue(execDate), incoming.Files)
            {
                Root = incoming.Root,
                ToDate = parsed.GetValue(toDate),
                FromStage = from,
            };
            var report = await runner.RunAsync(order, observer, cancellationToken);
            if (quiet)
            {
                Console.Out.WriteLine(report.ToJson());
            }
            else
            {
                RunSummary.Write(Console.Out, report);
            }

            return report.Succeeded ? 0 : 1;
        },
        parsed.GetValue(json) ? (error, cause) => WriteNotStarted(parsed.GetValue(execDate), error, cause) : null));
        return command;
    }

    /// <summary>What becomes part of a key must not lead elsewhere. Whether the pipeline and the date exist, the run itself says.</summary>
    private static void CheckKeyParts(string pipeline, string? execDate)
    {
        if (!PipelineName.IsValid(pipeline))
        {
            throw new InvalidOperationException($"'{pipeline}' is no pipeline's name: {PipelineName.Rule}.");
        }

        if (execDate is not null && !DateForm().IsMatch(execDate))
        {
            throw new InvalidOperationException($"--exec-date '{execDate}' is not a date, yyyy-MM-dd.");
        }
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex DateForm();

    private static void WriteNotStarted(string? execDate, string error, string cause) => Console.Out.WriteLine(new RunReport
    {
        ExecutionArn = null,
        Status = RunReport.NotStarted,
        ExecDate = execDate ?? "",
        Error = error,
        Cause = cause,
    }.ToJson());

    private static Instant Now() => SystemClock.Instance.GetCurrentInstant();
}
