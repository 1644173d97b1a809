using Sluice.Lake.Events;
using Sluice.Lake.Hosting;
using Sluice.Lake.Lambda;
using Sluice.Lake.S3;
using Sluice.Lake.StepFunctions;
using Sluice.Lake.Storage;
using Sluice.Lake.Template.Resources;
using Sluice.Lake.Time;

namespace Sluice.Lake.Tests.Events;

public sealed class EventDeliveryTests
{
    private const string Machine = "arn:aws:states:eu-west-1:000000000000:stateMachine:etl";
    private const string Function = "arn:aws:lambda:eu-west-1:000000000000:function:hang";

    [Fact]
    public async Task FunctionsThatTakeTheirTime_HoldNothingUp()
    {
        var root = Directory.CreateTempSubdirectory("sluice-delivery-").FullName;
        var (time, identity, folder, log) = (
            new LakeTime(new ManualClock(DateTimeOffset.UnixEpoch), realTime: true), new LakeIdentity(), new LakeFolder(root), new LakeLog(null));
        var started = new Starter();
        using (var store = new ObjectStore(folder, time))
        {
            var hang = new FunctionResource
            {
                LogicalId = "Hang",
                Name = "hang",
                Arn = Function,
                Handler = "Sluice.Lake.Tests::Sluice.Lake.Tests.Lambda.PlainFunctions::Hang",
            };
            await using var functions = new LambdaHost([hang], identity, folder, time, static () => new Uri("http://127.0.0.1/"));
            await using (var bus = new EventBus([], [], folder, time, identity, store, started, functions, log))
            {
                bus.Resume();
                for (var index = 0; index < 20; index++)
                {
                    bus.Deliver($"function-{index}", Function, """{"name":"x"}""");
                }

                bus.Deliver("execution", Machine, "{}");
                Assert.Equal("execution", await started.First.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            }

            // What was not made when the lake stopped is made by the next.
            using var journal = new BusJournal(folder, store, new HashSet<string>());
            Assert.True(journal.IsPending("function-19"));
            Assert.False(journal.IsPending("execution"));
        }

        Directory.Delete(root, recursive: true);
    }

    private sealed class Starter : IExecutionStarter
    {
        public TaskCompletionSource<string?> First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string StartExecution(string stateMachineArn, string? name, string input)
        {
            First.TrySetResult(name);
            return stateMachineArn;
        }
    }
}
