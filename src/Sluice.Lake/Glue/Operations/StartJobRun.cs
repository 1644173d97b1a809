using Sluice.Lake.Glue.Jobs;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_StartJobRun.html"/>.</summary>
/// <param name="jobs">The jobs.</param>
/// <param name="runner">Runs them.</param>
/// <param name="time">The lake's time.</param>
/// <param name="newId">The id of a new run: <c>jr_</c> and 64 hexadecimal digits.</param>
internal sealed class StartJobRun(JobStore jobs, JobRunner runner, LakeTime time, Func<string> newId)
    : GlueOperation<StartJobRun.Request, StartJobRun.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        var job = jobs.Get(request.JobName).Definition;
        JobRules.CheckArguments(job.Name, request.Arguments);
        JobRules.CheckTimeout(job.Name, request.Timeout);
        var now = time.Now;
        var run = new JobRun
        {
            Id = newId(),
            JobName = job.Name,
            StartedOn = now,
            LastModifiedOn = now,
            JobRunState = JobRunState.STARTING,
            Arguments = request.Arguments,
            Timeout = request.Timeout ?? job.TimeoutMinutes,
            MaxCapacity = request.MaxCapacity ?? job.MaxCapacity,
            WorkerType = request.WorkerType ?? job.WorkerType,
            NumberOfWorkers = request.NumberOfWorkers ?? job.NumberOfWorkers,
            SecurityConfiguration = request.SecurityConfiguration ?? job.SecurityConfiguration,
            NotificationProperty = request.NotificationProperty ?? job.NotificationProperty,
            GlueVersion = job.GlueVersion,
            ExecutionClass = request.ExecutionClass ?? job.ExecutionClass,
        };
        runner.Start(job, run);
        return new Response(run.Id);
    }

    internal sealed record Request
    {
        public required string JobName { get; init; }

        public IReadOnlyDictionary<string, string>? Arguments { get; init; }

        public int? Timeout { get; init; }

        public double? MaxCapacity { get; init; }

        public string? WorkerType { get; init; }

        public int? NumberOfWorkers { get; init; }

        public string? SecurityConfiguration { get; init; }

        public NotificationProperty? NotificationProperty { get; init; }

        public string? ExecutionClass { get; init; }
    }

    internal sealed record Response(string JobRunId);
}
