using Sluice.Lake.Glue.Jobs;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_CreateJob.html"/>.</summary>
internal sealed class CreateJob(JobStore jobs, LakeTime time) : GlueOperation<JobDefinition, CreateJob.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(JobDefinition request)
    {
        JobRules.Check(request);
        JobRules.CheckCount(jobs.All().Count);
        var now = time.Now;
        jobs.Add(new JobRecord { Definition = request, CreatedOn = now, LastModifiedOn = now });
        return new Response(request.Name);
    }

    internal sealed record Response(string Name);
}
