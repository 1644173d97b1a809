using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;

namespace Sluice.Lake.StepFunctions.Definition;

/// <summary><c>InputPath</c> or <c>OutputPath</c>: what of a payload goes on.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Path">Null: everything.</param>
internal sealed record PathFilterField(string Name, JsonPath? Path)
{
    /// <summary>The field is null: an empty object goes on.</summary>
    public static PathFilterField Nothing { get; } = new("", null);

    /// <summary>What goes on.</summary>
    public JsonNode? Apply(DataScope data) => ReferenceEquals(this, Nothing) ? new JsonObject()
        : Path is null ? data.Input
        : Path.Find(data, Name);
}
