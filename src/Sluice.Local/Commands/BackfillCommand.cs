using System.CommandLine;
using NodaTime;
using Sluice.Runs;

namespace Sluice.Local.Commands;

/// <summary><c>sluice backfill</c>.</summary>
public static class BackfillCommand
{
    /// <summary>The most dates of one back-fill: its history would outgrow the 25,000 events that there may be.</summary>
    public const int MostDates = 1500;

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var pipeline = new Argument<string>("pipeline") { Description = "The pipeline's name: a folder under pipelines/." };
        var from = new Option<string?>("--from") { Description = "The first exec_date, yyyy-MM-dd.", HelpName = "D" };
        var to = new Option<string?>("--to") { Description = "The last exec_date, yyyy-MM-dd.", HelpName = "D" };
        var dates = new Option<string?>("--dates") { Description = "Instead of --from and --to: the exec_dates, with commas between them.", HelpName = "D,D" };
        var concurrency = new Option<int>("--concurrency") { Description = "How many runs at a time, 1 to 40. Default: 4.", HelpName = "N", DefaultValueFactory = static _ => 4 };
        var sample = new Option<bool>("--sample") { Description = "First drop the pipeline's sample for each date for which nothing has arrived." };
        var rows = new Option<int?>("--rows") { Description = "Rows a file of the sample. Default: the size that the source has.", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object and nothing else." };
        var data = SharedOptions.Data();
        var template = SharedOptions.Template();
        var pipelines = SharedOptions.Pipelines();
        var realTime = SharedOptions.RealTime();
        var command = new Command(
            "backfill", "Run a pipeline for many dates on what has arrived for each, some at a time. Exit code 0 only when every run succeeded; else what failed is listed.")
        {
            pipeline, from, to, dates, concurrency, sample, rows, json, data, template, pipelines, realTime,
        };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async end =>
        {
            var order = new BackfillOrder(
                parsed.GetValue(pipeline)!,
                Dates(parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(dates)),
                parsed.GetValue(concurrency) is >= 1 and <= 40 and var many
                    ? many
                    : throw new InvalidOperationException($"--concurrency is {parsed.GetValue(concurrency)}. Expected 1 to 40."));
            var project = Project.Find(parsed.GetValue(template), parsed.GetValue(pipelines));
            var folder = new PipelineFolder(project.PipelinesPath);
            if (!folder.Pipelines.Contains(order.Pipeline))
            {
                throw new InvalidOperationException($"There is no pipeline '{order.Pipeline}'. There are: {string.Join(", ", folder.Pipelines)}.");
            }

            var lake = end.Add(await LakeSession.OpenAsync(parsed.GetValue(data)!, project, parsed.GetValue(realTime), cancellationToken));
            if (parsed.GetValue(sample))
            {
                await new PipelineRunner(lake.Client, lake.Names, folder).DropSamplesAsync(lake, order, parsed.GetValue(rows), cancellationToken);
            }

            var quiet = parsed.GetValue(json);
            var progress = new BackfillProgress(Console.Out, order.Dates.Count);
            var report = await new BackfillRunner(lake.Client, lake.Names, folder).RunAsync(order, quiet ? static _ => { } : progress.Ended, cancellationToken);
            if (quiet)
            {
                Console.Out.WriteLine(report.ToJson());
            }
            else
            {
                progress.Summary(report);
            }

            return report.Succeeded ? 0 : 1;
        }));
        return command;
    }

    private static List<string> Dates(string? from, string? to, string? dates)
    {
        var found = (from, to, dates) switch
        {
            (null, null, not null) => dates.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(static text => Date("--dates", text)).Distinct().Order().ToList(),
            (not null, not null, null) => Range(Date("--from", from), Date("--to", to)),
            _ => throw new InvalidOperationException("Say which dates to run: --from D --to D, or --dates D,D."),
        };
        return found.Count is >= 1 and <= MostDates
            ? [.. found.Select(ExecDate.Format)]
            : throw new InvalidOperationException($"These are {found.Count} dates. Expected 1 to {MostDates}, which the history of one execution can hold.");
    }

    private static List<LocalDate> Range(LocalDate from, LocalDate to) => from <= to
        ? [.. new DateInterval(from, to)]
        : throw new InvalidOperationException($"--from {ExecDate.Format(from)} is after --to {ExecDate.Format(to)}.");

    private static LocalDate Date(string option, string text) => ExecDate.TryParse(text, out var date)
        ? date
        : throw new InvalidOperationException($"{option} '{text}' is not a date that exists, yyyy-MM-dd.");
}
