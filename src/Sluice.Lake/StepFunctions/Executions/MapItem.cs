namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>What <c>$$.Map.Item</c> is in an iteration.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Value">The item as JSON text, since branches run on several threads.</param>
internal sealed record MapItem(int Index, string Value);
