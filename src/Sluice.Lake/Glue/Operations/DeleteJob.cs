using Sluice.Lake.Glue.Jobs;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteJob.html"/>. A job that is not there is no error.</summary>
internal sealed class DeleteJob(JobStore jobs) : GlueOperation<DeleteJob.Request, DeleteJob.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        jobs.TryChange(request.JobName, static record => record with { Deleted = true });
        return new Response(request.JobName);
    }

    internal sealed record Request
    {
        public required string JobName { get; init; }
    }

    internal sealed record Response(string JobName);
}
