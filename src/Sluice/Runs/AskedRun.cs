using System.Text.Json;

namespace Sluice.Runs;

/// <summary>
/// What an execution's input asks for in its own words, whether there can be such a run or not: people look for what was refused under
/// the names that they gave.
/// </summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="ExecDate">The date; null when none is given. It need not exist.</param>
public sealed record AskedRun(string Pipeline, string? ExecDate)
{
    private const string Ending = ".done";

    /// <summary>Reads an input; null for one that names no pipeline.</summary>
    public static AskedRun? Of(JsonElement input)
    {
        if (Text(input, "detail", "object", "key") is { } key)
        {
            var parts = key.Split('/');
            return parts[^1].EndsWith(Ending, StringComparison.Ordinal)
                ? new AskedRun(parts[^1][..^Ending.Length], parts.Length > 3 ? parts[^2] : null)
                : null;
        }

        return Text(input, "pipeline") is { } pipeline ? new AskedRun(pipeline, Text(input, "exec_date") ?? Day(input)) : null;
    }

    private static string? Day(JsonElement input)
    {
        var parts = new[] { Text(input, "year"), Text(input, "month"), Text(input, "day") }.OfType<string>().ToList();
        return parts.Count == 0 ? null : string.Join('-', parts.Select(static part => part.PadLeft(2, '0')));
    }

    private static string? Text(JsonElement input, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (input.ValueKind != JsonValueKind.Object || !input.TryGetProperty(name, out input))
            {
                return null;
            }
        }

        return input.ValueKind is JsonValueKind.String or JsonValueKind.Number ? input.ToString() : null;
    }
}
