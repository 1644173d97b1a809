namespace Sluice.Configuration;

/// <summary>How long the state machine waits for Glue and Athena, in seconds.</summary>
public sealed record PollingConfiguration
{
    /// <summary>The longest a crawler may run; two hours unless set.</summary>
    public int CrawlerLimitSeconds { get; init; } = 7200;

    /// <summary>The longest a query may take; half an hour, Athena's own limit for DML, unless set.</summary>
    public int QueryLimitSeconds { get; init; } = 1800;
}
