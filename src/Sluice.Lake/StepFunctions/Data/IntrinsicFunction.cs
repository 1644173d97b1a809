using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Data;

/// <summary>An intrinsic function of the States Language.</summary>
/// <param name="Name">With <c>States.</c>.</param>
/// <param name="MinimumArguments">How many it needs.</param>
/// <param name="MaximumArguments">How many it takes.</param>
/// <param name="Evaluate">Arguments and chance in, value out; throws <see cref="IntrinsicException"/>.</param>
/// <param name="FirstIsTemplate">Whether escapes in a literal first argument are its own business (<c>States.Format</c>).</param>
internal sealed record IntrinsicFunction(
    string Name,
    int MinimumArguments,
    int MaximumArguments,
    Func<IReadOnlyList<JsonNode?>, Random, JsonNode?> Evaluate,
    bool FirstIsTemplate = false)
{
    /// <summary>For messages: <c>2 arguments</c>.</summary>
    public string Arity => MinimumArguments == MaximumArguments ? $"{MinimumArguments} argument(s)"
        : MaximumArguments == int.MaxValue ? $"{MinimumArguments} or more arguments"
        : $"{MinimumArguments} to {MaximumArguments} arguments";
}
