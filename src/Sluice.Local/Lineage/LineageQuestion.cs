namespace Sluice.Local.Lineage;

/// <summary>Which value is to be traced.</summary>
public sealed record LineageQuestion
{
    /// <summary>The table, with or without its database.</summary>
    public required string Table { get; init; }

    /// <summary>The values of its key columns, in the audit's order, with commas between them; null when not given so.</summary>
    public string? Key { get; init; }

    /// <summary>Key columns with their values, <c>column=value</c>.</summary>
    public IReadOnlyList<string> KeyColumns { get; init; } = [];

    /// <summary>The exec_date; null for the latest on which the key changed.</summary>
    public string? ExecDate { get; init; }

    /// <summary>The column; null for all that changed.</summary>
    public string? Attribute { get; init; }
}
