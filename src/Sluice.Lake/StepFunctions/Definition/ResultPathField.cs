using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;

namespace Sluice.Lake.StepFunctions.Definition;

/// <summary><c>ResultPath</c>: where in the state's input the result goes.</summary>
/// <param name="Path">Null: the result replaces the input.</param>
internal sealed record ResultPathField(ReferencePath? Path)
{
    /// <summary>The field is null: the result is dropped and the input goes on.</summary>
    public static ResultPathField Discard { get; } = new((ReferencePath?)null);

    /// <summary>The combination.</summary>
    public JsonNode? Apply(JsonNode? rawInput, JsonNode? result) => ReferenceEquals(this, Discard) ? rawInput
        : Path is null ? result
        : Path.Put(rawInput, result);
}
