namespace Sluice.Lake.Template.Resources;

/// <summary>A bucket.</summary>
/// <param name="LogicalId">Its name in the template.</param>
/// <param name="Name">Its name.</param>
/// <param name="SendsEvents">Whether it sends its notifications to EventBridge.</param>
public sealed record BucketResource(string LogicalId, string Name, bool SendsEvents);
