namespace Sluice.Configuration;

/// <summary>A check of what a run has staged, made before it is published.</summary>
public sealed record CheckConfiguration
{
    /// <summary>Its name, one of a kind in the pipeline.</summary>
    public required string Name { get; init; }

    /// <summary>The processed table whose staged rows are checked.</summary>
    public required string Table { get; init; }

    /// <summary>What it looks at.</summary>
    public required CheckType Type { get; init; }

    /// <summary>What follows when it does not pass.</summary>
    public CheckSeverity Severity { get; init; } = CheckSeverity.Error;

    /// <summary>The columns that it looks at; empty for row_count, sql and a change of the row count.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The accepted values as configuration writes them; empty for the other types.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The column that holds the values; null unless <see cref="Type"/> is <see cref="CheckType.Relationships"/>.</summary>
    public CheckReference? References { get; init; }

    /// <summary>The number whose change is checked; counts only for <see cref="CheckType.Change"/>.</summary>
    public CheckMeasure Measure { get; init; } = CheckMeasure.RowCount;

    /// <summary>The least that passes, itself included: rows for row_count, percent for change; null when there is no lower bound.</summary>
    public decimal? Min { get; init; }

    /// <summary>The most that passes, itself included: rows for row_count, percent for change; null when there is no upper bound.</summary>
    public decimal? Max { get; init; }

    /// <summary>The SQL file, relative to the pipeline's folder; null unless <see cref="Type"/> is <see cref="CheckType.Sql"/>.</summary>
    public string? Sql { get; init; }
}
