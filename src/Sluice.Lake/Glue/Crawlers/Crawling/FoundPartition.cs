namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>A folder that is a partition.</summary>
internal sealed record FoundPartition(IReadOnlyList<string> Values, string Prefix, IReadOnlyList<ClassifiedFile> Files);
