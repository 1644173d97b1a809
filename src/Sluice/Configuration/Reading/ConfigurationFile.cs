using System.Text.Json;

namespace Sluice.Configuration.Reading;

/// <summary>Parses a configuration file and reports when it cannot be.</summary>
internal static class ConfigurationFile
{
    /// <summary>Parses a file; null when it is no JSON, which is reported.</summary>
    public static ConfigurationNode? Parse(ReadOnlySpan<byte> utf8, ErrorList errors)
    {
        try
        {
            return ConfigurationParser.Parse(utf8);
        }
        catch (JsonException error)
        {
            errors.Add((int?)error.LineNumber + 1, "", $"The file is not valid JSON: {Syntax(error.Message)}");
            return null;
        }
    }

    /// <summary>Parses a file that pipeline.json names; null when it is not there or no object, which is reported.</summary>
    /// <param name="utf8">The file's content; null when there is no such file.</param>
    /// <param name="field">The field of pipeline.json that names it.</param>
    /// <param name="expected">What the object is, such as <c>an object with a member for each audited table</c>.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static ConfigurationNode? ParseObject(ReadOnlyMemory<byte>? utf8, string field, string expected, ErrorList errors)
    {
        if (utf8 is not { } content)
        {
            errors.Add(null, "", $"The file is missing. The field {field} of pipeline.json names it.");
            return null;
        }

        var root = Parse(content.Span, errors);
        if (root is null || root.Kind == JsonValueKind.Object)
        {
            return root;
        }

        errors.Add(root, $"Found {root.Description}. Expected {expected}.");
        return null;
    }

    /// <summary>The reader's message for people who write JSON by hand, without its own position, which counts from 0.</summary>
    private static string Syntax(string message)
    {
        if (message.StartsWith("The input does not contain any JSON tokens.", StringComparison.Ordinal))
        {
            return "it is empty.";
        }

        if (message.StartsWith("Expected depth to be zero at the end of the JSON payload.", StringComparison.Ordinal))
        {
            return "it ends before its last { or [ is closed.";
        }

        if (message.Contains("contains a trailing comma at the end", StringComparison.Ordinal))
        {
            return "nothing follows the comma before this } or ].";
        }

        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
