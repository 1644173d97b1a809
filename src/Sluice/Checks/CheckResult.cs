using Sluice.Configuration;

namespace Sluice.Checks;

/// <summary>The outcome of one check.</summary>
public sealed record CheckResult
{
    /// <summary>The check's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it looks at.</summary>
    public required CheckType Type { get; init; }

    /// <summary>What follows when it does not pass.</summary>
    public required CheckSeverity Severity { get; init; }

    /// <summary><c>database.table</c>: the table whose staged rows were checked.</summary>
    public required string Table { get; init; }

    /// <summary>The columns that it looked at.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Whether it passed.</summary>
    public required bool Passed { get; init; }

    /// <summary>
    /// What was held against the bounds: rows, offending rows, or a change in percent; null when there was nothing to compare with,
    /// or when the change has a direction but no percentage.
    /// </summary>
    public double? Observed { get; init; }

    /// <summary>The least that passes; null when there is none.</summary>
    public decimal? Min { get; init; }

    /// <summary>The most that passes; null when there is none.</summary>
    public decimal? Max { get; init; }

    /// <summary>How many rows are wrong; null for a row count and for a change, which are of all rows.</summary>
    public long? OffendingRows { get; init; }

    /// <summary>The measure of the staged rows; null for all but a change, and when it is no finite number.</summary>
    public double? Current { get; init; }

    /// <summary>The measure of the previous exec_date; null for all but a change, and when it is no finite number.</summary>
    public double? Previous { get; init; }

    /// <summary>The previous exec_date; null for all but a change, and when none is published.</summary>
    public string? PreviousExecDate { get; init; }

    /// <summary>Check, table, columns, what was observed and what is expected, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Athena's id of the query that measured.</summary>
    public required string QueryExecutionId { get; init; }
}
