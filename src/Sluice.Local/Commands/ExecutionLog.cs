using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Local.Commands;

/// <summary>Tells who watches a lake which executions start in it and how they end, a line each.</summary>
internal sealed class ExecutionLog(TextWriter output)
{
    private const int Longest = 160;

    /// <summary>Takes note of an event of whichever execution.</summary>
    public void Saw(string executionArn, JsonObject historyEvent)
    {
        if (historyEvent["executionStartedEventDetails"] is JsonObject started)
        {
            Write(historyEvent, "RUNNING", executionArn, Asked((string?)started["input"] ?? ""));
        }
        else if (ExecutionEnd.Is(historyEvent))
        {
            var failure = ExecutionEnd.Failure(historyEvent);
            Write(historyEvent, ExecutionEnd.Status(historyEvent), executionArn, failure is null ? "" : $"{failure.Error}: {failure.Cause}");
        }
    }

    /// <summary>What started it: a done-file's key, or the input that somebody gave.</summary>
    private static string Asked(string input)
    {
        try
        {
            return (string?)(JsonNode.Parse(input) as JsonObject)?["detail"]?["object"]?["key"] ?? input;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return input;
        }
    }

    private void Write(JsonObject historyEvent, string status, string executionArn, string text)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds((long)((double)historyEvent["timestamp"]! * 1000)); // every event has one
        var name = string.Join(':', executionArn.Split(':')[^2..]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at:HH:mm:ss}Z  {status,-9}  {name}  {OneLine.Of(text, Longest)}").TrimEnd());
    }
}
