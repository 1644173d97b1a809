using Sluice.Lake.Glue.Jobs;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_BatchStopJobRun.html"/>.</summary>
internal sealed class BatchStopJobRun(JobRunner runner) : GlueOperation<BatchStopJobRun.Request, BatchStopJobRun.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        BatchLimit.Check(request.JobRunIds, "jobRunIds", 25);
        var stopped = new List<Submission>();
        var errors = new List<Failure>();
        foreach (var id in request.JobRunIds)
        {
            try
            {
                runner.Stop(request.JobName, id);
                stopped.Add(new Submission(request.JobName, id));
            }
            catch (AwsServiceException exception)
            {
                errors.Add(new Failure(request.JobName, id, ErrorDetail.Of(exception)));
            }
        }

        return new Response(stopped, errors);
    }

    internal sealed record Request
    {
        public required string JobName { get; init; }

        public required IReadOnlyList<string> JobRunIds { get; init; }
    }

    internal sealed record Submission(string JobName, string JobRunId);

    internal sealed record Failure(string JobName, string JobRunId, ErrorDetail ErrorDetail);

    internal sealed record Response(IReadOnlyList<Submission> SuccessfulSubmissions, IReadOnlyList<Failure> Errors);
}
