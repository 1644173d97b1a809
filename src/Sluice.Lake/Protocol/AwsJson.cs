using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sluice.Lake.Protocol;

/// <summary>How AWS's JSON protocols write values: names as declared, nulls left out, timestamps as epoch seconds.</summary>
public static class AwsJson
{
    /// <summary>The options for requests and answers. A member that the request's type does not have is an error.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new EpochSecondsConverter(), new JsonStringEnumConverter() },
    };

    /// <summary>A request in which a member that is null is a member that is not there, as for AWS's services.</summary>
    /// <exception cref="JsonException">An item of a list is null.</exception>
    public static JsonObject WithoutNulls(JsonObject request) => (JsonObject)WithoutNulls(request, "$");

    private static JsonNode WithoutNulls(JsonNode node, string path) => node switch
    {
        JsonObject members => new JsonObject(members
            .Where(static member => member.Value is not null)
            .Select(member => KeyValuePair.Create(member.Key, (JsonNode?)WithoutNulls(member.Value!, $"{path}.{member.Key}")))), // as filtered
        JsonArray items => new JsonArray(items
            .Select((item, index) => WithoutNulls(
                item ?? throw new JsonException($"{path}[{index}] is null: give it a value, or leave it out."), $"{path}[{index}]"))
            .ToArray()),
        _ => node.DeepClone(),
    };

    /// <summary>A sentence for a person from a deserializer's exception: what, and at which path.</summary>
    public static string Explain(JsonException exception)
    {
        var message = exception.Message;
        var marker = message.IndexOf(". Path:", StringComparison.Ordinal);
        if (message.StartsWith("The JSON property '", StringComparison.Ordinal) && message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            var name = message.Split('\'')[1];
            return $"the lake does not support the parameter '{name}'. Leave it out, or run this call on AWS.";
        }

        return marker >= 0 ? $"{message[..marker]} (at {exception.Path})."
            : exception.Path is { } path ? $"{message.TrimEnd('.')} (at {path})."
            : message;
    }
}
