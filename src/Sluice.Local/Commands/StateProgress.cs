using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.Local.Commands;

/// <summary>Prints the files as they are dropped and the states as they pass, a line each.</summary>
public sealed class StateProgress(TextWriter output, bool colour) : IRunObserver
{
    private readonly Dictionary<string, double> entered = [];

    /// <inheritdoc/>
    public void Dropped(string bucket, string key, long bytes) =>
        output.WriteLine($"  {Dim("put")}  s3://{bucket}/{key} {Dim(Size(bytes))}");

    /// <inheritdoc/>
    public void Happened(JsonObject historyEvent)
    {
        var type = (string?)historyEvent["type"] ?? "";
        var at = (double?)historyEvent["timestamp"] ?? 0;
        if (historyEvent["stateEnteredEventDetails"] is JsonObject enteredDetails)
        {
            entered[(string)enteredDetails["name"]!] = at; // a state always has a name
            return;
        }

        if (historyEvent["stateExitedEventDetails"] is JsonObject exitedDetails)
        {
            var name = (string)exitedDetails["name"]!; // a state always has a name
            var seconds = entered.TryGetValue(name, out var from) ? at - from : 0;
            output.WriteLine($"  {Green("ok")}   {name.PadRight(28)} {Dim(seconds.ToString("0.00", CultureInfo.InvariantCulture) + " s")}");
            return;
        }

        if (type is "ExecutionFailed" or "ExecutionTimedOut" or "ExecutionAborted")
        {
            output.WriteLine($"  {Red("fail")} {type}");
        }
    }

    private static string Size(long bytes) => bytes switch
    {
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        _ => $"{bytes} B",
    };

    private string Dim(string text) => Paint("2", text);

    private string Green(string text) => Paint("32", text);

    private string Red(string text) => Paint("31", text);

    private string Paint(string code, string text) => colour ? $"\e[{code}m{text}\e[0m" : text;
}
