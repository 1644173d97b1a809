namespace Sluice.Planning;

/// <summary>A table of the run's own that its statements fill: columns, keys and format are the target's.</summary>
public sealed record StagedTablePlan
{
    /// <summary>The database of both.</summary>
    public required string Database { get; init; }

    /// <summary>The table that is published to.</summary>
    public required string Table { get; init; }

    /// <summary>The staged table's name: <c>&lt;table&gt;__run_&lt;run_id&gt;</c>.</summary>
    public required string StagedTable { get; init; }

    /// <summary>Its location: <c>s3://bucket/database/table/run=&lt;run_id&gt;/</c>.</summary>
    public required string Location { get; init; }

    /// <summary><see cref="Location"/>'s bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary><see cref="Location"/>'s prefix, with a slash at its end.</summary>
    public required string Prefix { get; init; }
}
