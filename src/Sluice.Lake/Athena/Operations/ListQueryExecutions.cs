using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.WorkGroups;

namespace Sluice.Lake.Athena.Operations;

/// <summary>The newest first. <see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_ListQueryExecutions.html"/>.</summary>
internal sealed class ListQueryExecutions(QueryStore queries, WorkGroupStore workGroups)
    : AthenaOperation<ListQueryExecutions.Request, ListQueryExecutions.Response>
{
    /// <inheritdoc/>
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var workGroup = workGroups.Get(request.WorkGroup ?? WorkGroupStore.Primary).Name;
        var ids = queries.Ids.Reverse()
            .Where(id => queries.TryFind(id, out var query) && query.WorkGroup == workGroup)
            .ToList();

        // The token is the last id of the page before: new queries come before it and move nothing.
        var start = request.NextToken is null ? 0 : ids.IndexOf(request.NextToken) + 1;
        if (request.NextToken is not null && start == 0)
        {
            throw AthenaErrors.Invalid("INVALID_NEXT_TOKEN", $"The NextToken '{request.NextToken}' is not one that ListQueryExecutions gave.");
        }

        var count = request.MaxResults switch
        {
            null or 0 => 50,
            > 0 and <= 50 => request.MaxResults.Value,
            var given => throw AthenaErrors.Invalid("INVALID_INPUT", $"MaxResults must be 0 to 50; it is {given}."),
        };
        var page = ids.Skip(start).Take(count).ToList();
        return Task.FromResult(new Response(page, start + page.Count < ids.Count ? page[^1] : null));
    }

    internal sealed record Request
    {
        public string? NextToken { get; init; }
        public int? MaxResults { get; init; }
        public string? WorkGroup { get; init; }
    }

    internal sealed record Response(IReadOnlyList<string> QueryExecutionIds, string? NextToken);
}
