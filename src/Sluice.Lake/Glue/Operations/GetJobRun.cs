using Sluice.Lake.Glue.Jobs;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetJobRun.html"/>.</summary>
internal sealed class GetJobRun(JobRunStore runs) : GlueOperation<GetJobRun.Request, GetJobRun.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request) => new(runs.Get(request.JobName, request.RunId));

    internal sealed record Request
    {
        public required string JobName { get; init; }

        public required string RunId { get; init; }

        /// <summary>Whether to list the runs that a workflow ran before; no run here is a workflow's.</summary>
        public bool? PredecessorsIncluded { get; init; }
    }

    internal sealed record Response(JobRun JobRun);
}
