using System.CommandLine;
using System.Text.Json.Nodes;

namespace Sluice.Local.Commands;

/// <summary><c>sluice up</c>.</summary>
public static class UpCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The port, on the loopback address only; 0 for any free one.", HelpName = "N", DefaultValueFactory = static _ => 4566 };
        port.Validators.Add(static result =>
        {
            // What is no number at all has its own message.
            if (result.Tokens is [var given] && int.TryParse(given.Value, out var number) && number is < 0 or > 65535)
            {
                result.AddError("--port is a number from 0 to 65535.");
            }
        });
        var data = SharedOptions.Data();
        var template = SharedOptions.Template();
        var pipelines = SharedOptions.Pipelines();
        var realTime = SharedOptions.RealTime();
        var command = new Command("up", "Serve the lake until interrupted. A run that was cut off goes on.") { port, data, template, pipelines, realTime };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            var project = Project.Find(parsed.GetValue(template), parsed.GetValue(pipelines));
            await using var lake = await LakeSession.StartAsync(
                parsed.GetValue(data)!, project, parsed.GetValue(realTime), parsed.GetValue(port), runSchedules: true, cancellationToken);
            var events = await lake.Client.SubscribeAsync(cancellationToken);
            Announce(Console.Out, lake);
            try
            {
                var log = new ExecutionLog(Console.Out);
                await foreach (var line in events.WithCancellation(cancellationToken))
                {
                    log.Saw((string)line["executionArn"]!, (JsonObject)line["event"]!); // every line has both
                }

                // A reader that falls far behind is cut off; the lake serves on.
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Console.Out.WriteLine("Stopped. Runs that were under way go on at the next start.");
            }

            return 0;
        }));
        return command;
    }

    private static void Announce(TextWriter output, LakeSession lake)
    {
        var endpoint = lake.Client.Endpoint.ToString().TrimEnd('/');
        output.WriteLine($"Sluice is up at {endpoint} with {lake.DataFolder}");
        output.WriteLine();
        output.WriteLine($"  export AWS_ENDPOINT_URL={endpoint} AWS_DEFAULT_REGION=eu-west-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local");
        output.WriteLine($"  aws s3 cp FILE s3://{lake.Names.LandingBucket}/incoming/DATASET/DATE/");
        output.WriteLine();
        output.WriteLine("Ctrl+C stops it. Executions, as they start and end:");
        output.WriteLine();
    }
}
