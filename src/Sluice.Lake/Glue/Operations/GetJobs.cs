using Sluice.Lake.Glue.Jobs;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetJobs.html"/>.</summary>
internal sealed class GetJobs(JobStore jobs) : GlueOperation<GetJobs.Request, GetJobs.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        var (items, next) = Page.Of(
            jobs.All(), static record => [record.Definition.Name], request.NextToken, request.MaxResults, limit: 1000);
        return new Response(items.Select(JobDescription.Of).ToList(), next);
    }

    internal sealed record Request
    {
        public int? MaxResults { get; init; }

        public string? NextToken { get; init; }
    }

    internal sealed record Response(IReadOnlyList<JobDescription> Jobs, string? NextToken);
}
