namespace Sluice.Configuration;

/// <summary>The pair of files that says what is audited, relative to the pipeline's folder.</summary>
public sealed record AuditFiles
{
    /// <summary>The list: each audited table with its audited attributes.</summary>
    public required string Tables { get; init; }

    /// <summary>The templates: of each table its layer, grain, join and period.</summary>
    public required string Templates { get; init; }
}
