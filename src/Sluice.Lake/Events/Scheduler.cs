using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.Template.Resources;
using Sluice.Lake.Time;

namespace Sluice.Lake.Events;

/// <summary>
/// Fires the template's schedules on the real clock: a lake that skips its waits does not skip to the next morning. What would
/// have fired while the lake was down is not made up for.
/// </summary>
public sealed class Scheduler : IAsyncDisposable
{
    // Longer delays are taken in pieces: timers end at 49 days, and a laptop that slept looks at the clock again.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    private readonly LakeTime time;
    private readonly LakeIdentity identity;
    private readonly EventBus bus;
    private readonly LakeLog log;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task running;

    /// <summary>Starts the schedules that are enabled.</summary>
    public Scheduler(IReadOnlyList<ScheduleResource> schedules, LakeTime time, LakeIdentity identity, EventBus bus, LakeLog log)
    {
        (this.time, this.identity, this.bus, this.log) = (time, identity, bus, log);
        running = Task.WhenAll(schedules.Where(static schedule => schedule.Enabled).Select(RunAsync));
    }

    /// <summary>What a schedule gives its target when it fires.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="at">When it fires.</param>
    /// <param name="identity">The account and region.</param>
    public static string Input(ScheduleResource schedule, DateTimeOffset at, LakeIdentity identity)
    {
        var stamp = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (schedule.Target.Input is { } input)
        {
            // https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
            return schedule.IsRule ? input : input
                .Replace("<aws.scheduler.scheduled-time>", stamp, StringComparison.Ordinal)
                .Replace("<aws.scheduler.execution-id>", Id(schedule, at), StringComparison.Ordinal)
                .Replace("<aws.scheduler.attempt-number>", "1", StringComparison.Ordinal)
                .Replace("<aws.scheduler.schedule-arn>", identity.Arn("scheduler", $"schedule/default/{schedule.Name}"), StringComparison.Ordinal);
        }

        if (!schedule.IsRule)
        {
            return "{}";
        }

        var scheduled = new JsonObject
        {
            ["version"] = "0",
            ["id"] = Guid.NewGuid().ToString(),
            ["detail-type"] = "Scheduled Event",
            ["source"] = "aws.events",
            ["account"] = identity.AccountId,
            ["time"] = stamp,
            ["region"] = identity.Region,
            ["resources"] = new JsonArray(identity.Arn("events", $"rule/{schedule.Name}")),
            ["detail"] = new JsonObject(),
        };
        return TargetInput.Of(schedule.Target, scheduled, (schedule.Name, identity.Arn("events", $"rule/{schedule.Name}")), at);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private async Task RunAsync(ScheduleResource schedule)
    {
        var expression = ScheduleExpression.Parse(schedule.Expression, schedule.TimeZone); // the template's reader has checked it
        try
        {
            for (var next = expression.Next(Now()); next is { } instant; next = expression.Next(instant))
            {
                for (var left = instant - Now(); left > Duration.Zero; left = instant - Now())
                {
                    var delay = left.ToTimeSpan();
                    await Task.Delay(delay < LongestDelay ? delay : LongestDelay, time.Provider, stopping.Token);
                }

                var at = instant.ToDateTimeOffset();
                bus.Deliver(Id(schedule, at), schedule.Target.Arn, Input(schedule, at, identity));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The lake stops.
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            log.Error($"The schedule {schedule.Name} has stopped: {exception.Message}");
        }
    }

    private Instant Now() => Instant.FromDateTimeOffset(time.Now);

    private static string Id(ScheduleResource schedule, DateTimeOffset at)
    {
        var name = schedule.Name.Length <= 60 ? schedule.Name : schedule.Name[..60]; // an execution's name has 80 letters at most
        return string.Create(CultureInfo.InvariantCulture, $"{name}-{at.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
    }
}
