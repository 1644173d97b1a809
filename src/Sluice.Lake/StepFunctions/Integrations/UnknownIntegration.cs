using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>Stands in a definition that is refused for its resource, so that the rest of it can be checked too.</summary>
internal sealed class UnknownIntegration : TaskIntegration
{
    public static UnknownIntegration Instance { get; } = new() { Name = "", ResourceType = "", Resource = "" };

    public override Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A definition with problems was run.");
}
