using Sluice.Configuration;

namespace Sluice.Planning;

/// <summary>The names that the stage gives its buckets and databases; functions have them as environment variables.</summary>
public sealed record RunEnvironment
{
    /// <summary>The stage, such as <c>dev</c>.</summary>
    public required string Stage { get; init; }

    /// <summary>The landing zone's bucket.</summary>
    public required string LandingBucket { get; init; }

    /// <summary>The processed zone's bucket.</summary>
    public required string ProcessedBucket { get; init; }

    /// <summary>The audit zone's bucket.</summary>
    public required string AuditBucket { get; init; }

    /// <summary>The bucket of pipelines' folders, run plans and job scripts.</summary>
    public required string AssetsBucket { get; init; }

    /// <summary>The landing zone's Glue database.</summary>
    public required string LandingDatabase { get; init; }

    /// <summary>The processed zone's Glue database.</summary>
    public required string ProcessedDatabase { get; init; }

    /// <summary>The audit zone's Glue database.</summary>
    public required string AuditDatabase { get; init; }

    /// <summary>A zone's bucket.</summary>
    public string Bucket(Zone zone) => zone switch
    {
        Zone.Landing => LandingBucket,
        Zone.Processed => ProcessedBucket,
        Zone.Audit => AuditBucket,
        _ => throw new ArgumentOutOfRangeException(nameof(zone), zone, "Not a zone."),
    };

    /// <summary>A zone's Glue database.</summary>
    public string Database(Zone zone) => zone switch
    {
        Zone.Landing => LandingDatabase,
        Zone.Processed => ProcessedDatabase,
        Zone.Audit => AuditDatabase,
        _ => throw new ArgumentOutOfRangeException(nameof(zone), zone, "Not a zone."),
    };
}
