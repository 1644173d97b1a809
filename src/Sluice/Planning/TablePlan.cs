using Sluice.Configuration;

namespace Sluice.Planning;

/// <summary>A table that has to exist.</summary>
public sealed record TablePlan
{
    /// <summary>The folder, with a slash at its end, that an unpartitioned table points at before a run has published it: nothing lies there.</summary>
    public const string BeforeAnyRun = "unpublished/";

    /// <summary>Its database.</summary>
    public required string Database { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its zone.</summary>
    public required Zone Zone { get; init; }

    /// <summary>Shown in the catalog; null when there is none.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// The location that a new table gets, <c>s3://bucket/database/table/</c>; below it <c>unpublished/</c>, where nothing lies, for
    /// an unpartitioned table whose location publishing changes. Of an existing unpartitioned table the
    /// location is what was published last, and stays.
    /// </summary>
    public required string Location { get; init; }

    /// <summary>The files' format.</summary>
    public required TableFormat Format { get; init; }

    /// <summary>Columns, without the partition keys.</summary>
    public required IReadOnlyList<ColumnConfiguration> Columns { get; init; }

    /// <summary>Partition keys; empty for an unpartitioned table.</summary>
    public required IReadOnlyList<ColumnConfiguration> PartitionKeys { get; init; }

    /// <summary>How Hive reads and writes the files.</summary>
    public required TableStorage Storage { get; init; }
}
