using Sluice.Configuration;

namespace Sluice.Planning;

/// <summary>A Glue database that has to exist.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Zone">Its zone.</param>
/// <param name="Location">Its location, <c>s3://bucket/name/</c>.</param>
public sealed record DatabasePlan(string Name, Zone Zone, string Location);
