using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Data;

/// <summary>What paths and intrinsic functions of a state can see.</summary>
/// <param name="Input">What <c>$</c> is.</param>
/// <param name="ContextObject">Makes what <c>$$</c> is; called only when a path asks.</param>
/// <param name="Random">Where <c>States.UUID</c> and <c>States.MathRandom</c> take chance from.</param>
internal sealed record DataScope(JsonNode? Input, Func<JsonNode> ContextObject, Random Random)
{
    /// <summary>The same with another <c>$</c>.</summary>
    public DataScope With(JsonNode? input) => this with { Input = input };
}
