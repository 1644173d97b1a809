using System.Collections.Concurrent;
using System.Globalization;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Glue.Connections;
using Sluice.Lake.Glue.Jobs.Scripts;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Jobs;

/// <summary>Runs jobs; a run that a kill interrupted is done again under its id, and overwrites what it had written.</summary>
internal sealed class JobRunner(
    JobStore jobs,
    JobRunStore runs,
    JobScripts scripts,
    GlueCatalog catalog,
    IObjectStore objects,
    Databases databases,
    LakeFolder folder,
    LakeTime time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LiveRun> live = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource shutdown = new();

    /// <summary>Starts a run; does nothing when one of that id was started before.</summary>
    /// <exception cref="AwsServiceException"><c>ConcurrentRunsExceededException</c>.</exception>
    internal void Start(JobDefinition job, JobRun run)
    {
        if (runs.TryAdd(run, job.MaxConcurrentRuns))
        {
            Begin(run);
        }
    }

    /// <summary>Asks a run to stop.</summary>
    /// <exception cref="AwsServiceException">There is no such run, or it is over.</exception>
    internal void Stop(string job, string id)
    {
        runs.Change(job, id, run => run.JobRunState is JobRunState.STARTING or JobRunState.RUNNING
            ? run with { JobRunState = JobRunState.STOPPING, LastModifiedOn = time.Now }
            : throw GlueErrors.JobRunNotRunning(job, id, run.JobRunState.ToString()));
        if (live.TryGetValue(id, out var running))
        {
            running.Cancel();
        }
    }

    /// <summary>Completes when a run is over.</summary>
    internal Task WaitAsync(string id, CancellationToken cancellationToken) =>
        live.TryGetValue(id, out var running) ? running.Completed.Task.WaitAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Does again what a kill interrupted. A run that was being stopped ends as stopped.</summary>
    internal void Resume()
    {
        foreach (var run in runs.All())
        {
            if (run.JobRunState is JobRunState.STARTING or JobRunState.RUNNING)
            {
                Begin(run);
            }
            else if (run.JobRunState is JobRunState.STOPPING)
            {
                End(run, JobRunState.STOPPED, null);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await shutdown.CancelAsync();
        await Task.WhenAll(live.Values.Select(static running => running.Task));
        shutdown.Dispose();
    }

    private void Begin(JobRun run)
    {
        // At work before the caller has its answer, so that no wait that follows ends before the run does.
        var work = time.Work();
        var running = new LiveRun(CancellationTokenSource.CreateLinkedTokenSource(shutdown.Token));
        live[run.Id] = running;
        running.Task = Task.Run(async () =>
        {
            try
            {
                await RunAsync(run, running.Stop.Token);
            }
            finally
            {
                live.TryRemove(run.Id, out _);
                running.Completed.TrySetResult();
                running.Dispose();
                work.Dispose();
            }
        });
    }

    private async Task RunAsync(JobRun run, CancellationToken stop)
    {
        var log = new JobLog(folder, time, run.Id);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(run.Timeout), time.Provider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            run = Change(run, found => found.JobRunState is JobRunState.STARTING or JobRunState.RUNNING
                ? found with { JobRunState = JobRunState.RUNNING, LastModifiedOn = time.Now }
                : found);
            either.Token.ThrowIfCancellationRequested();
            var job = jobs.Get(run.JobName).Definition;
            var script = await scripts.FindAsync(job.Command!.ScriptLocation!, objects, either.Token); // the job's rules have seen to both
            log.Info($"Job {job.Name}, run {run.Id}: {job.Command.ScriptLocation}");
            await script.RunAsync(Call(job, run, log), either.Token);
            End(run, JobRunState.SUCCEEDED, null);
            log.Info("Succeeded.");
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            // The lake goes down: the journal still says RUNNING, so the next start does the run again.
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            End(run, JobRunState.STOPPED, null);
            log.Info("Stopped.");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            var message = $"Job run took longer than its time-out of {run.Timeout.ToString(CultureInfo.InvariantCulture)} minutes.";
            End(run, JobRunState.TIMEOUT, message);
            log.Error(message);
        }
        catch (Exception exception)
        {
            // Whatever it was, it has nowhere else to go: whoever polls the run reads it in ErrorMessage.
            var message = exception is AwsServiceException refused ? $"{refused.Code}: {refused.Message}" : exception.Message;
            End(run, JobRunState.FAILED, message.Replace(folder.Root, "<lake>", StringComparison.Ordinal));
            log.Error(exception is JobFailedException or AwsServiceException ? message : exception.ToString());
        }
    }

    private JobCall Call(JobDefinition job, JobRun run, JobLog log) => new()
    {
        Job = job,
        RunId = run.Id,
        Arguments = Merge(job.DefaultArguments, run.Arguments, job.NonOverridableArguments),
        Objects = objects,
        Catalog = catalog,
        Databases = databases,
        Folder = folder,
        Time = time,
        Log = log,
    };

    /// <summary>Later ones win; names without their dashes.</summary>
    private static Dictionary<string, string> Merge(params ReadOnlySpan<IReadOnlyDictionary<string, string>?> layers)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            foreach (var (name, value) in layer ?? new Dictionary<string, string>())
            {
                merged[name[2..]] = value;
            }
        }

        return merged;
    }

    private JobRun Change(JobRun run, Func<JobRun, JobRun> change) => runs.Change(run.JobName, run.Id, change);

    private void End(JobRun run, JobRunState state, string? error)
    {
        var now = time.Now;
        Change(run, found => found with
        {
            JobRunState = state,
            ErrorMessage = error,
            CompletedOn = now,
            LastModifiedOn = now,
            ExecutionTime = (int)Math.Max(0, Math.Round((now - found.StartedOn).TotalSeconds)),
        });
    }

    private sealed class LiveRun(CancellationTokenSource stop) : IDisposable
    {
        public CancellationTokenSource Stop { get; } = stop;

        public TaskCompletionSource Completed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task { get; set; } = Task.CompletedTask;

        public void Cancel()
        {
            try
            {
                Stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The run has come to its end in this very moment.
            }
        }

        public void Dispose() => Stop.Dispose();
    }
}
