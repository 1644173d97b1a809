using Sluice.Planning;

namespace Sluice.Incoming;

/// <summary>A file that arrived, and where it goes.</summary>
/// <param name="Plan">What it was registered as.</param>
/// <param name="SourceKey">Its key in the landing bucket.</param>
/// <param name="TargetKey">The key it is copied to in the landing bucket.</param>
/// <param name="ChecksumKey">The key of the file that holds its digest; null when none is checked.</param>
public sealed record IncomingMatch(IncomingPlan Plan, string SourceKey, string TargetKey, string? ChecksumKey);
