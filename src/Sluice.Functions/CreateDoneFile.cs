using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using Sluice.Functions.Assets;
using Sluice.Functions.Contracts;
using Sluice.Functions.Landing;
using Sluice.Functions.Lineage;

namespace Sluice.Functions;

/// <summary>
/// The last state of a run: <c>&lt;pipeline&gt;.completed</c> beside the done-file that began it, and the done-files of the
/// dependent pipelines that are due. On its schedule, without a run: the done-files of folders in which everything has arrived.
/// </summary>
public sealed class CreateDoneFile(
    RunStore runs, S3Objects objects, DoneFiles doneFiles, LineageEvents lineage, FunctionSettings settings, ILogger<CreateDoneFile> logger)
{
    /// <summary>Writes the markers; a pipeline without dataset has no place for one of its own.</summary>
    /// <exception cref="InputException">The input names part of a run only.</exception>
    /// <exception cref="Sluice.Runs.RunClosedException">The run's execution has ended: no other pipeline starts from it, and it has not done everything.</exception>
    [LambdaFunction(ResourceName = "CreateDoneFileFunction", Timeout = 60, MemorySize = 512)]
    public Task<CreateDoneFileOutput> Handle(CreateDoneFileInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => WriteAsync(input, token));
    }

    private async Task<CreateDoneFileOutput> WriteAsync(CreateDoneFileInput input, CancellationToken cancellationToken)
    {
        if (input == new CreateDoneFileInput())
        {
            return new CreateDoneFileOutput { DoneFiles = await doneFiles.CompleteAsync(cancellationToken) };
        }

        if (input.PlanKey.Length == 0 || input.RunId.Length == 0)
        {
            throw new InputException("The input names no run. Expected pipeline, exec_date, run_id and plan_key, or none of them: the schedule's {}.");
        }

        var plan = await runs.ReadPlanAsync(input.PlanKey, cancellationToken);
        await runs.RefuseClosedAsync(plan, cancellationToken);
        var written = new List<string>();
        if (plan.CompletedKey is { } key)
        {
            // Says which run it was; another run of the day writes over it.
            await objects.WriteJsonAsync(settings.Environment.LandingBucket, key, input, cancellationToken);
            logger.DoneFileWritten(key);
            written.Add(key);
        }

        foreach (var next in plan.Next)
        {
            await doneFiles.StartAsync(next, input, cancellationToken);
            written.Add(next.DoneFileKey);
        }

        // Last: a run that fails before says FAIL, and one that was closed meanwhile has told its end.
        await runs.RefuseClosedAsync(plan, cancellationToken);
        await lineage.CompleteAsync(plan, cancellationToken);
        return new CreateDoneFileOutput { DoneFiles = written };
    }
}
