using System.Globalization;
using Sluice.Lake.Glue.Jobs;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetJobRuns.html"/>: the latest first.</summary>
internal sealed class GetJobRuns(JobStore jobs, JobRunStore runs) : GlueOperation<GetJobRuns.Request, GetJobRuns.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        // A page's key must rise, and the latest comes first: hence what is left of the clock.
        var all = runs.Of(jobs.Get(request.JobName).Definition.Name)
            .Select(static run => (Run: run, Key: (long.MaxValue - run.StartedOn.UtcTicks).ToString("D19", CultureInfo.InvariantCulture)))
            .OrderBy(static item => item.Key, StringComparer.Ordinal)
            .ThenBy(static item => item.Run.Id, StringComparer.Ordinal);
        var (items, next) = Page.Of(all, static item => [item.Key, item.Run.Id], request.NextToken, request.MaxResults, limit: 200);
        return new Response(items.Select(static item => item.Run).ToList(), next);
    }

    internal sealed record Request
    {
        public required string JobName { get; init; }

        public int? MaxResults { get; init; }

        public string? NextToken { get; init; }
    }

    internal sealed record Response(IReadOnlyList<JobRun> JobRuns, string? NextToken);
}
