namespace Sluice.Configuration;

/// <summary>A Glue crawler: one of the landing zone runs before the SQL, one of the processed zone after publishing.</summary>
public sealed record CrawlerConfiguration
{
    /// <summary>Its name inside the pipeline; in Glue it is <c>sluice-&lt;stage&gt;-&lt;pipeline&gt;-&lt;name&gt;</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The zone whose bucket it reads and whose database it fills.</summary>
    public required Zone Zone { get; init; }

    /// <summary>Prefixes in the zone's bucket, each with a slash at its end.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Put before each table's name; empty unless set.</summary>
    public string TablePrefix { get; init; } = "";

    /// <summary>Glue's glob patterns of what not to read.</summary>
    public IReadOnlyList<string> Exclusions { get; init; } = [];
}
