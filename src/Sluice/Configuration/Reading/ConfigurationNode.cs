using System.Text.Json;

namespace Sluice.Configuration.Reading;

/// <summary>A JSON value that knows where it stands.</summary>
/// <param name="Kind">Object, Array, String, Number, True, False or Null.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Path">Its field path, such as <c>tables[0].name</c>; empty for the root.</param>
/// <param name="Text">A string's value, or a number as it is written; null for the other kinds.</param>
/// <param name="Members">An object's members, in order; empty for the other kinds.</param>
/// <param name="Items">An array's items, in order; empty for the other kinds.</param>
internal sealed record ConfigurationNode(
    JsonValueKind Kind,
    int Line,
    string Path,
    string? Text,
    IReadOnlyList<ConfigurationMember> Members,
    IReadOnlyList<ConfigurationNode> Items)
{
    /// <summary>The value in words, for messages.</summary>
    public string Description => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"\"{Text}\"",
        JsonValueKind.Number => Text!, // set for every number, see ConfigurationParser
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <summary>The path of a member of this object.</summary>
    public string PathOf(string member) => Path.Length == 0 ? member : $"{Path}.{member}";
}
