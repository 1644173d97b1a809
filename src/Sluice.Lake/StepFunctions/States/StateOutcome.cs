using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.States;

/// <summary>How a visit to a state ended.</summary>
/// <param name="Output">What the next state gets.</param>
/// <param name="Next">The next state; null at the end.</param>
internal sealed record StateOutcome(JsonNode? Output, string? Next);
