using System.Text.Json.Nodes;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>Reads the nodes of DuckDB's <c>json_serialize_sql</c>, where a member's kind depends on the node's.</summary>
internal static class TreeNode
{
    /// <summary>A member that is a text; null when it is missing or something else.</summary>
    public static string? Text(JsonNode? node, string member) =>
        node is JsonObject value && value[member] is JsonValue found && found.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The last part of a qualified name.</summary>
    public static string Last(JsonArray path) => path.Count == 0 ? "" : (string?)path[^1] ?? "";

    /// <summary>The UTF-8 offset of a node in the text that DuckDB has parsed; null for a node that stands for no place of its own.</summary>
    public static long? Location(JsonNode? node) =>
        node is JsonObject value && value["query_location"] is JsonValue found && found.TryGetValue<long>(out var location) ? location : null;

    /// <summary>The place of a node, or of the first part of it that has one.</summary>
    public static long? FirstLocation(JsonNode? node) => Location(node) ?? node switch
    {
        JsonObject value => value.Select(static member => FirstLocation(member.Value)).FirstOrDefault(static found => found is not null),
        JsonArray items => items.Select(FirstLocation).FirstOrDefault(static found => found is not null),
        _ => null,
    };
}
