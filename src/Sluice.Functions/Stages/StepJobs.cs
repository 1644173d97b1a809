using Amazon.Glue;
using Amazon.Glue.Model;
using Sluice.Planning;
using Sluice.Stages;

namespace Sluice.Functions.Stages;

/// <summary>
/// The job runs of a run that has ended. Step Functions asks Glue to stop the one of an execution that is stopped, does so as best it
/// can, and waits for nothing: until Glue has stopped it, it may still write.
/// </summary>
public sealed class StepJobs(IAmazonGlue glue)
{
    private static readonly HashSet<JobRunState> Starting = [JobRunState.STARTING, JobRunState.RUNNING, JobRunState.WAITING];

    /// <summary>Has all stopped that are at work; returns how many have not stopped yet.</summary>
    public async Task<int> StopAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var left = 0;
        foreach (var job in plan.Steps.Where(static step => step.Job is not null).GroupBy(static step => step.Job!, StringComparer.Ordinal)) // by the filter
        {
            Deadline.Doing($"looking for runs of job {job.Key}");
            var atWork = await AtWorkAsync(plan, job.Key, [.. job.Select(static step => step.Arguments)], cancellationToken);
            left += atWork.Count;
            foreach (var ids in atWork.Where(static run => Starting.Contains(run.JobRunState)).Select(static run => run.Id).Chunk(25))
            {
                // What it says of runs that have ended meanwhile does not matter: the next look finds them gone.
                await glue.BatchStopJobRunAsync(new BatchStopJobRunRequest { JobName = job.Key, JobRunIds = [.. ids] }, cancellationToken);
            }
        }

        return left;
    }

    /// <summary>Those with the arguments of a step, since the run began. Of two pipelines that start a job alike, one would stop the other's.</summary>
    private async Task<IReadOnlyList<JobRun>> AtWorkAsync(
        RunPlan plan, string job, IReadOnlyList<IReadOnlyDictionary<string, string>> arguments, CancellationToken cancellationToken)
    {
        var began = plan.Order.StartedAt.ToDateTimeUtc();
        var found = new List<JobRun>();
        string? token = null;
        do
        {
            GetJobRunsResponse page;
            try
            {
                page = await glue.GetJobRunsAsync(new GetJobRunsRequest { JobName = job, NextToken = token, MaxResults = 100 }, cancellationToken);
            }
            catch (EntityNotFoundException)
            {
                return found; // no such job, and no run of it
            }

            var runs = page.JobRuns ?? [];
            found.AddRange(runs.Where(run => Starting.Contains(run.JobRunState) || run.JobRunState == JobRunState.STOPPING)
                .Where(run => run.StartedOn?.ToUniversalTime() >= began && arguments.Any(given => AreEqual(given, run.Arguments ?? []))));

            // The latest come first.
            token = runs.Count > 0 && runs[^1].StartedOn?.ToUniversalTime() >= began ? page.NextToken : null;
        }
        while (!string.IsNullOrEmpty(token));

        return found;
    }

    private static bool AreEqual(IReadOnlyDictionary<string, string> one, Dictionary<string, string> other) =>
        one.Count == other.Count && one.All(argument => other.TryGetValue(argument.Key, out var value) && value == argument.Value);
}
