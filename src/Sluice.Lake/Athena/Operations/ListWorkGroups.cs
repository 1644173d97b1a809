using Sluice.Lake.Athena.Model;
using Sluice.Lake.Athena.WorkGroups;

namespace Sluice.Lake.Athena.Operations;

/// <summary><see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_ListWorkGroups.html"/>.</summary>
internal sealed class ListWorkGroups(WorkGroupStore workGroups) : AthenaOperation<ListWorkGroups.Request, ListWorkGroups.Response>
{
    /// <inheritdoc/>
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var all = workGroups.All.Where(group => string.CompareOrdinal(group.Name, request.NextToken) > 0).ToList();
        var page = all.Take(request.MaxResults is > 0 and <= 50 ? request.MaxResults.Value : 50).ToList();
        return Task.FromResult(new Response(
            page.Select(static group => new Summary(
                group.Name, group.State, group.Description, group.CreationTime, group.Configuration?.EngineVersion)).ToList(),
            page.Count < all.Count ? page[^1].Name : null));
    }

    internal sealed record Request
    {
        public string? NextToken { get; init; }
        public int? MaxResults { get; init; }
    }

    internal sealed record Summary(
        string Name, string State, string? Description, DateTimeOffset? CreationTime, EngineVersion? EngineVersion);

    internal sealed record Response(IReadOnlyList<Summary> WorkGroups, string? NextToken);
}
