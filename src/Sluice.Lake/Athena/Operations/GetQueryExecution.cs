using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Model;

namespace Sluice.Lake.Athena.Operations;

/// <summary><see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryExecution.html"/>.</summary>
internal sealed class GetQueryExecution(QueryStore queries)
    : AthenaOperation<GetQueryExecution.Request, GetQueryExecution.Response>
{
    /// <inheritdoc/>
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken) =>
        queries.TryFind(request.QueryExecutionId, out var query)
            ? Task.FromResult(new Response(query))
            : throw AthenaErrors.NoSuchQuery(request.QueryExecutionId);

    internal sealed record Request
    {
        public required string QueryExecutionId { get; init; }
    }

    internal sealed record Response(QueryExecution QueryExecution);
}
