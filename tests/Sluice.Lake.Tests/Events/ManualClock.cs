namespace Sluice.Lake.Tests.Events;

/// <summary>A clock that moves when the test says so; timers that are due fire then.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private readonly List<(DateTimeOffset By, TaskCompletionSource Set)> waiters = [];
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            var timer = new Timer(this, callback, state) { Due = dueTime == Timeout.InfiniteTimeSpan ? null : now + dueTime };
            timers.Add(timer);
            TellWaiters();
            return timer;
        }
    }

    /// <summary>Moves to the next timer's time, but not beyond a limit; false when that limit is reached.</summary>
    public bool AdvanceToNextTimer(DateTimeOffset limit)
    {
        Timer? due;
        lock (gate)
        {
            due = timers.Where(static timer => timer.Due is not null).MinBy(static timer => timer.Due);
            if (due is null)
            {
                return now < limit; // the loop under test is between two timers
            }

            if (due.Due > limit)
            {
                now = limit;
                return false;
            }

            now = due.Due > now ? due.Due.Value : now;
            due.Due = null;
        }

        due.Fire();
        return true;
    }

    /// <summary>Completes when a timer is set that is due by a time: what is under test has got as far as waiting for that.</summary>
    public Task TimerAsync(DateTimeOffset by)
    {
        lock (gate)
        {
            var set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((by, set));
            TellWaiters();
            return set.Task;
        }
    }

    private void TellWaiters()
    {
        foreach (var waiter in waiters.Where(waiter => timers.Any(timer => timer.Due <= waiter.By)).ToList())
        {
            waiters.Remove(waiter);
            waiter.Set.SetResult();
        }
    }

    private sealed class Timer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                clock.TellWaiters();
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
