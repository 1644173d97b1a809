using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>
/// A JSON protocol's answer as a task's result has it. Timestamps travel as epoch seconds; SDK integrations give them as ISO
/// 8601 text, optimized integrations as epoch milliseconds. The protocol does not mark them, so they are known by name.
/// </summary>
internal static class SdkValues
{
    private static readonly HashSet<string> TimestampMembers = new(StringComparer.Ordinal)
    {
        "SubmissionDateTime", "CompletionDateTime", "CreationTime", "CreateTime", "UpdateTime", "LastAccessTime", "LastAnalyzedTime",
        "LastUpdated", "StartTime", "StartedOn", "CompletedOn", "LastModifiedOn", "LastModifiedTime", "StartDate", "StopDate", "CreatedOn",
        "EndTime", "LastUpdatedTime",
    };

    /// <summary>A copy with timestamps as text, for <c>aws-sdk</c> integrations.</summary>
    public static JsonNode? WithIsoTimestamps(JsonNode? node) => Convert(node, static seconds => JsonValue.Create(Timestamp.Format(FromSeconds(seconds))));

    /// <summary>A copy with timestamps as milliseconds, for optimized integrations.</summary>
    public static JsonNode? WithMillisecondTimestamps(JsonNode? node) =>
        Convert(node, static seconds => JsonValue.Create(FromSeconds(seconds).ToUnixTimeMilliseconds()));

    /// <summary>A copy of Step Functions' own answer, lower camel case, with names in Pascal case, in both levels that it has.</summary>
    public static JsonObject WithPascalNames(JsonObject answer)
    {
        var result = new JsonObject();
        foreach (var (name, value) in answer.OrderBy(static member => member.Key, StringComparer.Ordinal))
        {
            result[Pascal(name)] = value is JsonObject inner
                ? new JsonObject(inner.Select(static member => KeyValuePair.Create(Pascal(member.Key), member.Value?.DeepClone())))
                : value?.DeepClone();
        }

        return result;
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static DateTimeOffset FromSeconds(decimal seconds) => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000m));

    private static JsonNode? Convert(JsonNode? node, Func<decimal, JsonNode> convert)
    {
        switch (node)
        {
            case JsonObject map:
                var result = new JsonObject();
                foreach (var (name, value) in map)
                {
                    result[name] = TimestampMembers.Contains(name) && JsonText.Kind(value) == JsonValueKind.Number
                        ? convert(decimal.Parse(JsonText.Write(value), NumberStyles.Float, CultureInfo.InvariantCulture))
                        : Convert(value, convert);
                }

                return result;
            case JsonArray array:
                return new JsonArray(array.Select(item => Convert(item, convert)).ToArray());
            default:
                return node?.DeepClone();
        }
    }
}
