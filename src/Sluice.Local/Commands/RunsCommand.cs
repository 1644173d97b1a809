using System.CommandLine;
using System.Text.Json;
using Sluice.Runs;

namespace Sluice.Local.Commands;

/// <summary><c>sluice runs</c>.</summary>
public static class RunsCommand
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var pipeline = new Argument<string>("pipeline") { Description = "The pipeline's name: a folder under pipelines/." };
        var execDate = new Option<string?>("--exec-date") { Description = "One exec_date, yyyy-MM-dd. Default: all.", HelpName = "D" };
        var json = new Option<bool>("--json") { Description = "Print one JSON array and nothing else." };
        var data = SharedOptions.Data();
        var template = SharedOptions.Template();
        var pipelines = SharedOptions.Pipelines();
        var command = new Command("runs", "List a pipeline's runs: when, how they ended and why, what they wrote, and whether readers see it now.")
        {
            pipeline, execDate, json, data, template, pipelines,
        };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async end =>
        {
            var name = parsed.GetValue(pipeline)!;
            var date = parsed.GetValue(execDate) is not { } text ? (NodaTime.LocalDate?)null
                : ExecDate.TryParse(text, out var one) ? one
                : throw new InvalidOperationException($"--exec-date '{text}' is not a date that exists, yyyy-MM-dd.");
            var project = Project.Find(parsed.GetValue(template), parsed.GetValue(pipelines));
            var folder = new PipelineFolder(project.PipelinesPath);
            var isKnown = folder.Pipelines.Contains(name);
            if (!isKnown && !Directory.Exists(parsed.GetValue(data)))
            {
                throw Unknown(name, folder);
            }

            var lake = end.Add(await LakeSession.OpenToReadAsync(parsed.GetValue(data)!, project, cancellationToken));
            var runs = await new RunList(lake.Client, lake.Names).ReadAsync(name, date, cancellationToken);
            if (runs.Count == 0 && !isKnown)
            {
                throw Unknown(name, folder);
            }

            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(runs, Json));
                return 0;
            }

            RunTable.Write(Console.Out, runs);
            return 0;
        }));
        return command;
    }

    private static InvalidOperationException Unknown(string pipeline, PipelineFolder folder) =>
        new($"There is no pipeline '{pipeline}', and there was no run of it. There are: {string.Join(", ", folder.Pipelines)}.");
}
