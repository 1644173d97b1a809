using Sluice.Configuration;

namespace Sluice.Planning;

/// <summary>A crawler that has to exist and is run.</summary>
public sealed record CrawlerPlan
{
    /// <summary>Its name in Glue.</summary>
    public required string Name { get; init; }

    /// <summary>Its zone: landing crawlers run before the statements, processed ones after publishing.</summary>
    public required Zone Zone { get; init; }

    /// <summary>The database it fills.</summary>
    public required string Database { get; init; }

    /// <summary>What it reads: <c>s3://bucket/prefix/</c>.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Glue's glob patterns of what not to read.</summary>
    public required IReadOnlyList<string> Exclusions { get; init; }

    /// <summary>Put before each table's name.</summary>
    public required string TablePrefix { get; init; }

    /// <summary>The name in Glue of a pipeline's crawler.</summary>
    public static string NameOf(string crawler, string pipeline, string stage) => $"sluice-{stage}-{pipeline}-{crawler}";
}
