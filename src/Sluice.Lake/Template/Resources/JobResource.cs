using System.Text.Json.Nodes;

namespace Sluice.Lake.Template.Resources;

/// <summary>A Glue job.</summary>
/// <param name="LogicalId">Its name in the template.</param>
/// <param name="Name">Its name.</param>
/// <param name="Request">The <c>CreateJob</c> request that makes it.</param>
public sealed record JobResource(string LogicalId, string Name, JsonObject Request);
