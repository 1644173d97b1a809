namespace Sluice.Lake.Glue.Crawlers;

/// <summary>What a crawler looks through. The lake's crawlers know S3 and JDBC targets: any other kind is refused.</summary>
public sealed record CrawlerTargets
{
    /// <summary>The folders in S3.</summary>
    public IReadOnlyList<S3Target>? S3Targets { get; init; }

    /// <summary>The tables in databases.</summary>
    public IReadOnlyList<JdbcTarget>? JdbcTargets { get; init; }
}
