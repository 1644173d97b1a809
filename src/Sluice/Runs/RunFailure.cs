using System.Text.Json;

namespace Sluice.Runs;

/// <summary>Why a run failed, as a person wants to read it.</summary>
/// <param name="Error">The error's name: the exception's type, or Step Functions' own name for it.</param>
/// <param name="Cause">The message.</param>
public sealed record RunFailure(string Error, string Cause)
{
    /// <summary>Reads what a Catch of the state machine was given.</summary>
    /// <param name="caught">
    /// <c>{"Error": ..., "Cause": ...}</c>. A function's Cause is JSON in a string, with the message in it, and is cut off when it is
    /// too long; of other tasks it is any text, and time-outs have none.
    /// </param>
    public static RunFailure Of(JsonElement caught)
    {
        var error = Text(caught, "Error") ?? "States.Runtime";
        var cause = Text(caught, "Cause");
        return new RunFailure(
            error,
            cause is not { Length: > 0 } ? $"{error} without a cause. The execution's history shows which state it was." : MessageOf(cause) ?? cause);
    }

    private static string? MessageOf(string cause)
    {
        try
        {
            using var parsed = JsonDocument.Parse(cause);
            return Text(parsed.RootElement, "errorMessage");
        }
        catch (JsonException)
        {
            return null; // It is a text of its own.
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
