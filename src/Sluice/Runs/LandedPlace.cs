namespace Sluice.Runs;

/// <summary>A partition of a landing table, or an unpartitioned one, that a run pointed at its files, and what it showed before.</summary>
/// <example>
/// <c>sales</c>, <c>exec_date=2026-11-20</c> shows <c>run=B/</c> and showed <c>run=A/</c>: when run B fails, it is pointed back there.
/// </example>
public sealed record LandedPlace
{
    /// <summary>The Glue database.</summary>
    public required string Database { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The partition's values; empty for an unpartitioned table.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>The run's own location.</summary>
    public required string Location { get; init; }

    /// <summary>Where it pointed before the run; null when there was no such partition.</summary>
    public string? Previous { get; init; }
}
