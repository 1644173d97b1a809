using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Data;

/// <summary>
/// JSON in and out of the interpreter. Numbers keep the digits that they came with, strings that look like dates stay
/// strings, and a name that occurs twice in an object is an error instead of a silent choice.
/// </summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions WriteOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 256,
    };

    private static readonly JsonDocumentOptions ReadOptions = new() { AllowDuplicateProperties = false, MaxDepth = 256 };

    /// <summary>Parses; null stands for JSON's null.</summary>
    /// <exception cref="JsonException">Not JSON: message with line and position.</exception>
    public static JsonNode? Parse(string text) => JsonNode.Parse(text, documentOptions: ReadOptions);

    /// <summary>Compact text.</summary>
    public static string Write(JsonNode? node) => node is null ? "null" : node.ToJsonString(WriteOptions);

    /// <summary>Bytes that the text takes in UTF-8: what the payload quota counts.</summary>
    public static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>The kind of a node, JSON's null included.</summary>
    public static JsonValueKind Kind(JsonNode? node) => node?.GetValueKind() ?? JsonValueKind.Null;

    /// <summary>The string, when the node is one.</summary>
    public static string? AsString(JsonNode? node) => Kind(node) == JsonValueKind.String ? node!.GetValue<string>() : null;

    /// <summary>A new array of copies.</summary>
    public static JsonArray ArrayOf(IEnumerable<JsonNode?> items)
    {
        var array = new JsonArray();
        foreach (var item in items)
        {
            array.Add(item?.DeepClone());
        }

        return array;
    }

    /// <summary>At most <paramref name="length"/> characters, for messages.</summary>
    public static string Shorten(string text, int length = 1000) => text.Length <= length ? text : text[..length] + "…";
}
