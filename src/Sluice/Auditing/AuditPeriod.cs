namespace Sluice.Auditing;

/// <summary>Which day, or first day of a month or year, a row is about.</summary>
public sealed record AuditPeriod
{
    /// <summary>The column that tells.</summary>
    public required string Column { get; init; }

    /// <summary>How a text column writes it, as MySQL's date_parse reads it (<c>%Y-%m</c>); null for a date or timestamp.</summary>
    public string? Pattern { get; init; }
}
