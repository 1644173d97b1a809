namespace Sluice.Auditing;

/// <summary>How rows of a table are told apart and recorded: the second file of the pair.</summary>
public sealed record AuditTemplate
{
    /// <summary>The layer, such as <c>landing</c> or <c>processed</c>.</summary>
    public required string Layer { get; init; }

    /// <summary>What a row covers: <c>hourly</c>, <c>daily</c>, <c>monthly</c>.</summary>
    public required string TimeGrain { get; init; }

    /// <summary>The columns recorded as grain_key_1 to 5 with their values.</summary>
    public required IReadOnlyList<string> Grain { get; init; }

    /// <summary>Further columns that have to be equal for two rows to be the same row on both dates; NULL equals NULL.</summary>
    public IReadOnlyList<string> Join { get; init; } = [];

    /// <summary>The row's period.</summary>
    public required AuditPeriod Period { get; init; }
}
