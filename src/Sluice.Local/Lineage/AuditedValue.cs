using NodaTime;

namespace Sluice.Local.Lineage;

/// <summary>A row of the audit table: one value that changed, appeared or disappeared.</summary>
public sealed record AuditedValue
{
    /// <summary>The pipeline whose run recorded it.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The run's date.</summary>
    public required LocalDate ExecDate { get; init; }

    /// <summary>The run, which the audit's partition points to.</summary>
    public required string RunId { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>Its layer.</summary>
    public required string Layer { get; init; }

    /// <summary>Its time grain.</summary>
    public required string TimeGrain { get; init; }

    /// <summary>The column.</summary>
    public required string Attribute { get; init; }

    /// <summary>The columns that tell its rows apart, with their values.</summary>
    public required IReadOnlyList<KeyValuePair<string, string?>> Key { get; init; }

    /// <summary>The day, or the first of the days, that the row is about; null when it does not say.</summary>
    public LocalDate? Period { get; init; }

    /// <summary>The value of the run's exec_date; null for none.</summary>
    public string? Current { get; init; }

    /// <summary>The value of the exec_date before; null for none.</summary>
    public string? Previous { get; init; }
}
