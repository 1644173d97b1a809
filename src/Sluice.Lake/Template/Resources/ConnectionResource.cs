using System.Text.Json.Nodes;

namespace Sluice.Lake.Template.Resources;

/// <summary>A Glue connection.</summary>
/// <param name="LogicalId">Its name in the template.</param>
/// <param name="Name">Its name.</param>
/// <param name="Input">The <c>ConnectionInput</c> that makes it.</param>
public sealed record ConnectionResource(string LogicalId, string Name, JsonObject Input);
