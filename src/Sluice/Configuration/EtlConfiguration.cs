namespace Sluice.Configuration;

/// <summary>One SQL file, and the table its rows are for.</summary>
public sealed record EtlConfiguration
{
    /// <summary>The SQL file, relative to the pipeline's folder.</summary>
    public required string Sql { get; init; }

    /// <summary>The processed table; null when the file is an INSERT INTO that names it.</summary>
    public string? Table { get; init; }

    /// <summary>How rows reach the table.</summary>
    public WriteMode Write { get; init; } = WriteMode.Replace;

    /// <summary>The dates it covers, as several statements where one would write too many partitions; null for one statement.</summary>
    public DateRangeConfiguration? DateRange { get; init; }
}
