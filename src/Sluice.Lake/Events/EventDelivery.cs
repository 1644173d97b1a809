using System.Collections.Concurrent;
using System.Threading.Channels;
using Sluice.Lake.Hosting;
using Sluice.Lake.Lambda;
using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions;
using Sluice.Lake.Time;

namespace Sluice.Lake.Events;

/// <summary>
/// Delivers what is in the bus's journal, until that it was is there too: at least once. A state machine is started under the delivery's
/// id, so a delivery made again finds the execution that is there.
/// </summary>
internal sealed class EventDelivery(BusJournal journal, IExecutionStarter executions, LambdaHost functions, LakeTime time, LakeLog log) : IAsyncDisposable
{
    private const int Starters = 4;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    private readonly Channel<BusEntry> queue = Channel.CreateUnbounded<BusEntry>();

    // What is recorded just as the bus resumes comes twice.
    private readonly ConcurrentDictionary<string, bool> underWay = new(StringComparer.Ordinal);

    // Functions take their time, and minutes between the attempts when they fail: nothing waits behind them.
    private readonly ConcurrentDictionary<Task, bool> invocations = new();
    private readonly CancellationTokenSource stopping = new();
    private Task starting = Task.CompletedTask;

    /// <summary>Begins, with what an earlier process left.</summary>
    internal void Resume()
    {
        starting = Task.WhenAll(Enumerable.Range(0, Starters).Select(_ => Task.Run(ServeQueueAsync)));
        Enqueue(journal.Pending());
    }

    /// <summary>Delivers what has been recorded.</summary>
    internal void Enqueue(IEnumerable<BusEntry> entries)
    {
        foreach (var entry in entries.Where(static entry => entry.Delivery is not null))
        {
            queue.Writer.TryWrite(entry);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await stopping.CancelAsync();
        await starting;
        await Task.WhenAll(invocations.Keys);
        stopping.Dispose();
    }

    private async Task ServeQueueAsync()
    {
        try
        {
            await foreach (var entry in queue.Reader.ReadAllAsync(stopping.Token))
            {
                if (entry.Target!.Contains(":lambda:", StringComparison.Ordinal)) // a delivery has a target
                {
                    var invocation = DeliverAsync(entry);
                    invocations[invocation] = true;
                    _ = invocation.ContinueWith(
                        done => invocations.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                }
                else
                {
                    await DeliverAsync(entry);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is left in the journal is delivered when the lake starts again.
        }
    }

    /// <summary>Makes a delivery if nobody has made it, and records that it was made.</summary>
    private async Task DeliverAsync(BusEntry entry)
    {
        var id = entry.Delivery!; // only deliveries are queued
        if (!underWay.TryAdd(id, true))
        {
            return;
        }

        try
        {
            if (journal.IsPending(id))
            {
                await SendAsync(id, entry.Target!, entry.Input!); // a delivery has both
                journal.Record([new BusEntry { Delivery = id, Done = true }]);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It is delivered when the lake starts again.
        }
        catch (Exception exception)
        {
            log.Error($"An event for {entry.Target} was not delivered, or it is not on disk that it was, and is tried again in {RetryInterval.TotalSeconds:0} seconds: {exception.Message}");
            _ = RetryAsync(entry);
        }
        finally
        {
            underWay.TryRemove(id, out _);
        }
    }

    /// <summary>Makes a delivery, or gives it up where EventBridge would.</summary>
    private async Task SendAsync(string id, string target, string input)
    {
        try
        {
            if (target.Contains(":states:", StringComparison.Ordinal))
            {
                executions.StartExecution(target, id, input);
            }
            else if (target.Contains(":lambda:", StringComparison.Ordinal))
            {
                await functions.InvokeEventAsync(target, input, stopping.Token);
            }
            else
            {
                log.Error($"The lake cannot deliver events to {target}: a target is a state machine or a function.");
            }
        }
        catch (AwsServiceException exception) when (exception.Code == "ExecutionAlreadyExists")
        {
            // Made before the lake was killed; that execution has ended since.
        }
        catch (AwsServiceException exception)
        {
            // EventBridge gives up on such errors after its retries; they would fail alike here.
            log.Error($"An event for {target} was not delivered: {exception.Code}: {exception.Message}");
        }
    }

    private async Task RetryAsync(BusEntry entry)
    {
        try
        {
            await Task.Delay(RetryInterval, time.Provider, stopping.Token);
            queue.Writer.TryWrite(entry);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The lake stops: the entry is in the journal, and is delivered when it starts again.
        }
    }
}
