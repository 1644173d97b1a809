using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Definition;

/// <summary>A comparison of a Choice rule.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="IsPath">Whether the operand is a path: <c>…Path</c>.</param>
/// <param name="Expected">The operand, for messages.</param>
/// <param name="Accepts">Whether an operand in the definition is of the right kind.</param>
/// <param name="Holds">Variable and operand in; false when either is of another kind.</param>
internal sealed record ChoiceOperator(
    string Name,
    bool IsPath,
    string Expected,
    Func<JsonNode?, bool> Accepts,
    Func<JsonNode?, JsonNode?, bool> Holds);
