using Sluice.Lake.Athena.Model;
using Sluice.Lake.Time;

namespace Sluice.Lake.Athena.Execution;

/// <summary>Measures one attempt at a query.</summary>
internal sealed class QueryClock(LakeTime time)
{
    private readonly long submitted = time.Provider.GetTimestamp();
    private long? started;

    /// <summary>The query leaves the queue.</summary>
    public void Started() => started = time.Provider.GetTimestamp();

    /// <summary>What was measured until now.</summary>
    public QueryExecutionStatistics Statistics(QueryOutcome outcome)
    {
        var total = time.Provider.GetElapsedTime(submitted);
        var queued = started is { } start ? time.Provider.GetElapsedTime(submitted, start) : total;
        return new QueryExecutionStatistics
        {
            TotalExecutionTimeInMillis = Milliseconds(total),
            QueryQueueTimeInMillis = Milliseconds(queued),
            ServicePreProcessingTimeInMillis = 0,
            EngineExecutionTimeInMillis = Milliseconds(total - queued - outcome.Publishing),
            QueryPlanningTimeInMillis = Milliseconds(outcome.Planning),
            ServiceProcessingTimeInMillis = Milliseconds(outcome.Publishing),
            DataScannedInBytes = outcome.DataScanned,
            DataManifestLocation = outcome.ManifestLocation,
            ResultReuseInformation = new ResultReuseInformation(),
        };
    }

    private static long Milliseconds(TimeSpan duration) => Math.Max(0, (long)duration.TotalMilliseconds);
}
