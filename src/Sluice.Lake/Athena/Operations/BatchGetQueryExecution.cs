using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Model;

namespace Sluice.Lake.Athena.Operations;

/// <summary><see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_BatchGetQueryExecution.html"/>.</summary>
internal sealed class BatchGetQueryExecution(QueryStore queries)
    : AthenaOperation<BatchGetQueryExecution.Request, BatchGetQueryExecution.Response>
{
    /// <inheritdoc/>
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.QueryExecutionIds.Count is 0 or > 50)
        {
            throw AthenaErrors.Invalid(
                "INVALID_INPUT", $"QueryExecutionIds must have 1 to 50 members; it has {request.QueryExecutionIds.Count}.");
        }

        var found = new List<QueryExecution>();
        var missing = new List<Unprocessed>();
        foreach (var id in request.QueryExecutionIds)
        {
            if (queries.TryFind(id, out var query))
            {
                found.Add(query);
            }
            else
            {
                missing.Add(new Unprocessed(id, "INVALID_INPUT", $"QueryExecution {id} was not found"));
            }
        }

        return Task.FromResult(new Response(found, missing));
    }

    internal sealed record Request
    {
        public required IReadOnlyList<string> QueryExecutionIds { get; init; }
    }

    internal sealed record Unprocessed(string QueryExecutionId, string ErrorCode, string ErrorMessage);

    internal sealed record Response(
        IReadOnlyList<QueryExecution> QueryExecutions, IReadOnlyList<Unprocessed> UnprocessedQueryExecutionIds);
}
