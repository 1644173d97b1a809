namespace Sluice.Lake.Time;

/// <summary>
/// Time inside the lake. Stamps are real. Waits are not: by default a wait ends as soon as nothing in the lake is at work
/// (no query, crawler, function or job), because nothing could change before it ends; so a poll with thirty seconds between
/// two looks costs what the work costs, and never spins. With <c>--real-time</c> a wait takes as long as it says.
/// </summary>
public sealed class LakeTime
{
    private readonly Lock gate = new();
    private readonly bool realTime;
    private int working;
    private TaskCompletionSource idle = Completed();

    /// <summary>Time on a provider's clock.</summary>
    /// <param name="provider">Stamps, and the timers of real waits.</param>
    /// <param name="realTime">Whether waits take as long as they say.</param>
    public LakeTime(TimeProvider provider, bool realTime = false)
    {
        Provider = provider;
        this.realTime = realTime;
    }

    /// <summary>The clock, for stamps, time-outs of real work and schedules.</summary>
    public TimeProvider Provider { get; }

    /// <summary>The instant now, UTC.</summary>
    public DateTimeOffset Now => Provider.GetUtcNow();

    /// <summary>Marks that something is at work until the returned scope is disposed; waits last at least that long (but not longer than they say).</summary>
    public IDisposable Work()
    {
        lock (gate)
        {
            if (working++ == 0)
            {
                idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        return new WorkScope(this);
    }

    /// <summary>Waits: for as long as it says in real time, else until nothing is at work or that long has passed.</summary>
    public async Task WaitAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        if (duration <= TimeSpan.Zero)
        {
            return;
        }

        if (realTime)
        {
            await Task.Delay(duration, Provider, cancellationToken);
            return;
        }

        Task quiet;
        lock (gate)
        {
            quiet = idle.Task;
        }

        if (!quiet.IsCompleted)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(quiet, Task.Delay(duration, Provider, stop.Token));
            await stop.CancelAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private void Done()
    {
        lock (gate)
        {
            if (--working == 0)
            {
                idle.SetResult();
            }
        }
    }

    private sealed class WorkScope(LakeTime time) : IDisposable
    {
        private int disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref disposed, 1) == 0)
            {
                time.Done();
            }
        }
    }
}
