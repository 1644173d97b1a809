using System.Text.Json.Nodes;

namespace Sluice.Lake.Template.Resources;

/// <summary>A crawler.</summary>
/// <param name="LogicalId">Its name in the template.</param>
/// <param name="Name">Its name.</param>
/// <param name="Request">The <c>CreateCrawler</c> request that makes it.</param>
public sealed record CrawlerResource(string LogicalId, string Name, JsonObject Request);
