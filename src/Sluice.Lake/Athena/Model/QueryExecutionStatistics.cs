namespace Sluice.Lake.Athena.Model;

/// <summary>What a query took: measured, in milliseconds and bytes.</summary>
internal sealed record QueryExecutionStatistics
{
    public long? EngineExecutionTimeInMillis { get; init; }
    public long? DataScannedInBytes { get; init; }
    public string? DataManifestLocation { get; init; }
    public long? TotalExecutionTimeInMillis { get; init; }
    public long? QueryQueueTimeInMillis { get; init; }
    public long? ServicePreProcessingTimeInMillis { get; init; }
    public long? QueryPlanningTimeInMillis { get; init; }
    public long? ServiceProcessingTimeInMillis { get; init; }
    public ResultReuseInformation? ResultReuseInformation { get; init; }
}
