namespace Sluice.Lake.Athena;

/// <summary>Tells when a query execution has reached a final state: what <c>athena:startQueryExecution.sync</c> waits for.</summary>
public interface IQueryCompletion
{
    /// <summary>Completes when the query execution is SUCCEEDED, FAILED or CANCELLED. The lake resumes queries that a kill interrupted, under the same id.</summary>
    /// <exception cref="Protocol.AwsServiceException"><c>InvalidRequestException</c>: no such query execution.</exception>
    Task WaitForQueryAsync(string queryExecutionId, CancellationToken cancellationToken);
}
