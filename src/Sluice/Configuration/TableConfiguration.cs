namespace Sluice.Configuration;

/// <summary>A table that the pipeline needs: created when missing, brought up to date when different.</summary>
public sealed record TableConfiguration
{
    /// <summary>The table's name, lower case.</summary>
    public required string Name { get; init; }

    /// <summary>Its zone: which bucket and database.</summary>
    public required Zone Zone { get; init; }

    /// <summary>The files' format.</summary>
    public TableFormat Format { get; init; } = TableFormat.Parquet;

    /// <summary>Shown in the catalog; null when there is none.</summary>
    public string? Description { get; init; }

    /// <summary>The columns that the files hold, in order.</summary>
    public required IReadOnlyList<ColumnConfiguration> Columns { get; init; }

    /// <summary>The partition keys, in order; empty for an unpartitioned table.</summary>
    public IReadOnlyList<ColumnConfiguration> PartitionKeys { get; init; } = [];

    /// <summary>How lines are read; null unless <see cref="Format"/> is <see cref="TableFormat.Csv"/>.</summary>
    public CsvConfiguration? Csv { get; init; }
}
