using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Athena.Operations;

/// <summary>Does nothing to a query in a final state. <see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_StopQueryExecution.html"/>.</summary>
internal sealed class StopQueryExecution(QueryStore queries, QueryRunner runner)
    : AthenaOperation<StopQueryExecution.Request, EmptyResponse>
{
    /// <inheritdoc/>
    protected override async Task<EmptyResponse> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (!queries.TryFind(request.QueryExecutionId, out _))
        {
            throw AthenaErrors.NoSuchQuery(request.QueryExecutionId);
        }

        await runner.StopAsync(request.QueryExecutionId);
        return EmptyResponse.Instance;
    }

    internal sealed record Request
    {
        public required string QueryExecutionId { get; init; }
    }
}
