using Sluice.Lake.Glue.Jobs;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetJob.html"/>.</summary>
internal sealed class GetJob(JobStore jobs) : GlueOperation<GetJob.Request, GetJob.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request) => new(JobDescription.Of(jobs.Get(request.JobName)));

    internal sealed record Request
    {
        public required string JobName { get; init; }
    }

    internal sealed record Response(JobDescription Job);
}
