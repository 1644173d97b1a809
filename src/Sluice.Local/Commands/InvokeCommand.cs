using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Local.Commands;

/// <summary><c>sluice invoke</c>: what <c>sam local invoke</c> does, without Docker.</summary>
public static class InvokeCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var function = new Argument<string>("function") { Description = "The function's logical id in the template, or its name.", HelpName = "LogicalId" };
        var eventFile = new Option<string>("--event", "-e") { Description = "The file with the event, JSON; - for standard input.", HelpName = "FILE", Required = true };
        var data = SharedOptions.Data();
        var template = SharedOptions.Template();
        var command = new Command("invoke", "Invoke one function with an event and print what it returns. Exit code 1 when it fails.") { function, eventFile, data, template };
        command.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async end =>
        {
            var payload = await ReadAsync(parsed.GetValue(eventFile)!, cancellationToken);
            var lake = end.Add(await LakeSession.OpenAsync(
                parsed.GetValue(data)!, Project.Find(parsed.GetValue(template), null), realTime: false, cancellationToken));
            var (answer, error) = await lake.Client.InvokeFunctionAsync(lake.FunctionName(parsed.GetValue(function)!), payload, cancellationToken);
            Console.Out.WriteLine(answer);
            return error is null ? 0 : 1;
        }));
        return command;
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var text = file == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(file, cancellationToken);
        try
        {
            using var _ = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{file} is not JSON: {exception.Message}", exception);
        }
    }
}
