namespace Sluice.Lake.Glue.Crawlers;

/// <summary>A folder in S3 that a crawler looks through.</summary>
public sealed record S3Target
{
    /// <summary>The include path, <c>s3://bucket/folder/</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Glob patterns, relative to the path, of what to leave out.</summary>
    public IReadOnlyList<string>? Exclusions { get; init; }

    /// <summary>How many files of each leaf folder to read, 1 to 249; all when absent.</summary>
    public int? SampleSize { get; init; }
}
