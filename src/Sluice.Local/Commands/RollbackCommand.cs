using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Local.Commands;

/// <summary><c>sluice rollback</c>: invokes the function that does it on AWS.</summary>
public static class RollbackCommand
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var pipeline = new Argument<string>("pipeline") { Description = "The pipeline's name." };
        var execDate = new Option<string>("--exec-date") { Description = "The date to roll back, yyyy-MM-dd.", HelpName = "D", Required = true };
        var run = new Option<string?>("--run") { Description = "The run to go back to, as sluice runs lists them. Default: the one before the run that readers see.", HelpName = "R" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object and nothing else." };
        var data = SharedOptions.Data();
        var template = SharedOptions.Template();
        var command = new Command(
            "rollback", "Show readers an earlier run's rows of a date again: its partitions point back at that run's files. The date's next run publishes over it.")
        {
            pipeline, execDate, run, json, data, template,
        };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async end =>
        {
            var lake = end.Add(await LakeSession.OpenToReadAsync(
                parsed.GetValue(data)!, Project.Find(parsed.GetValue(template), null), cancellationToken));
            var input = new JsonObject
            {
                ["pipeline"] = parsed.GetValue(pipeline),
                ["exec_date"] = parsed.GetValue(execDate),
                ["run_id"] = parsed.GetValue(run) ?? "",
            };
            var (answer, error) = await lake.Client.InvokeFunctionAsync(lake.FunctionName("RollbackFunction"), input.ToJsonString(), cancellationToken);
            var output = (JsonObject)JsonNode.Parse(answer)!; // functions answer with objects
            if (error is not null)
            {
                throw new InvalidOperationException((string?)output["errorMessage"] ?? answer);
            }

            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(output.ToJsonString(Indented));
                return 0;
            }

            Console.Out.WriteLine($"{output["pipeline"]} {output["exec_date"]} shows run {output["run_id"]} again; before, it showed {output["from_run_id"]?.ToString() ?? "no run"}.");
            foreach (var table in output["published"]!.AsArray()) // always there
            {
                Console.Out.WriteLine($"  {PublishedTable.SummaryOfRollback((JsonObject)table!)}");
            }

            return 0;
        }));
        return command;
    }
}
