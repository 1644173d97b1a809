using System.Text.Json.Nodes;
using Sluice.Lake.Events;
using Sluice.Lake.Hosting;
using Sluice.Lake.Lambda;
using Sluice.Lake.S3;
using Sluice.Lake.StepFunctions;
using Sluice.Lake.Storage;
using Sluice.Lake.Template.Resources;
using Sluice.Lake.Time;

namespace Sluice.Lake.Tests.Events;

public sealed class SchedulerTests
{
    private const string Machine = "arn:aws:states:eu-west-1:000000000000:stateMachine:etl";

    private static readonly ScheduleResource Daily = new()
    {
        Name = "daily",
        Origin = "Daily",
        Expression = "cron(0 6 * * ? *)",
        TimeZone = "Europe/Brussels",
        Target = new EventTarget { Id = "etl", Arn = Machine, Input = """{"at": "<aws.scheduler.scheduled-time>"}""" },
    };

    [Fact]
    public async Task Fires_AtItsTimes_OnTheRealClock_AlsoWhenWaitsAreSkipped()
    {
        var root = Directory.CreateTempSubdirectory("sluice-schedule-").FullName;
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var (time, identity, folder, log) = (new LakeTime(clock), new LakeIdentity(), new LakeFolder(root), new LakeLog(null));
        var started = new Starter();
        using (var store = new ObjectStore(folder, time))
        {
            await using var functions = new LambdaHost([], identity, folder, time, static () => new Uri("http://127.0.0.1/"));
            await using var bus = new EventBus([], [], folder, time, identity, store, started, functions, log);
            bus.Resume();
            await time.WaitAsync(TimeSpan.FromDays(30), TestContext.Current.CancellationToken); // skipped: nothing fires
            await using var scheduler = new Scheduler([Daily, Daily with { Name = "off", Enabled = false }], time, identity, bus, log);
            var limit = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
            while (clock.AdvanceToNextTimer(limit))
            {
                await Task.Yield();
            }

            await started.TwoStarted.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Equal(
            [
                ("daily-20261121T050000Z", """{"at": "2026-11-21T05:00:00Z"}"""),
                ("daily-20261122T050000Z", """{"at": "2026-11-22T05:00:00Z"}"""),
            ],
            started.Executions.OrderBy(static execution => execution.Name, StringComparer.Ordinal));
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void Input_OfARuleWithoutOne_IsTheScheduledEvent()
    {
        var schedule = Daily with { IsRule = true, Target = new EventTarget { Id = "etl", Arn = Machine } };

        var input = (JsonObject)JsonNode.Parse(Scheduler.Input(schedule, new DateTimeOffset(2026, 11, 21, 5, 0, 0, TimeSpan.Zero), new LakeIdentity()))!;
        input.Remove("id");

        Assert.Equal(
            """{"version":"0","detail-type":"Scheduled Event","source":"aws.events","account":"000000000000","time":"2026-11-21T05:00:00Z","region":"eu-west-1","resources":["arn:aws:events:eu-west-1:000000000000:rule/daily"],"detail":{}}""",
            input.ToJsonString());
    }

    [Fact]
    public void Input_OfAScheduleWithoutOne_IsEmpty() => Assert.Equal(
        "{}", Scheduler.Input(Daily with { Target = new EventTarget { Id = "etl", Arn = Machine } }, DateTimeOffset.UnixEpoch, new LakeIdentity()));

    private sealed class Starter : IExecutionStarter
    {
        public List<(string? Name, string Input)> Executions { get; } = [];

        public TaskCompletionSource TwoStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string StartExecution(string stateMachineArn, string? name, string input)
        {
            lock (Executions)
            {
                Executions.Add((name, input));
                if (Executions.Count == 2)
                {
                    TwoStarted.SetResult();
                }
            }

            return $"{stateMachineArn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{name}";
        }
    }
}
