namespace Sluice.Lake.Athena.Model;

/// <summary>The states of a query, named as on the wire.</summary>
internal enum QueryExecutionState
{
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
}
