using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;

namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>
/// The branches of a Parallel or the iterations of a Map, in one attempt. Their joint result is on disk as soon as it is
/// known, so that a restart after it does not look into them again.
/// </summary>
internal sealed class ScopeGroup(StateVisit visit, int attempt)
{
    private readonly Lock gate = new();
    private readonly List<ExecutionScope> scopes = [];
    private (Exception Failure, long EventId)? first;

    /// <summary>Runs them all.</summary>
    /// <param name="count">How many.</param>
    /// <param name="atOnce">How many side by side.</param>
    /// <param name="item">What <c>$$.Map.Item</c> is in each.</param>
    /// <param name="run">What each does.</param>
    /// <returns>The array of their outputs.</returns>
    /// <exception cref="StateFailedException">The first failure; the others have been given up.</exception>
    public async Task<JsonArray> RunAsync(int count, int atOnce, Func<int, MapItem?> item, Func<int, ExecutionScope, Task<JsonNode?>> run)
    {
        var scope = visit.Scope;
        var type = visit.State.Type;
        if (scope.NextRecordedType == $"{type}StateSucceeded")
        {
            return (JsonArray)JsonText.Parse(scope.Replay().Result!)!; // written below
        }

        if (scope.NextRecordedType == $"{type}StateFailed")
        {
            var failed = scope.Replay();
            throw new StateFailedException(failed.Error, failed.Cause);
        }

        var results = new JsonNode?[count];
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(scope.CancellationToken);
        var started = scope.LastEventId;
        var next = -1;

        // What the ones before have skipped, shared out evenly: where waits take no time, one worker may run nearly all of them while
        // another has not come to its second, so what its own worker has skipped says little.
        var skipped = TimeSpan.Zero;
        var workers = Math.Min(count, atOnce);
        await scope.WaitForAsync(() => Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(Worker))));
        scope.JoinAfter(scopes);
        if (first is { Failure: StateFailedException failure })
        {
            scope.Emit(new EventBody($"{type}StateFailed"), entry => entry with { Error = failure.Error, Cause = failure.Cause });
            throw new StateFailedException(failure.Error, failure.Cause);
        }

        if (first is { } other)
        {
            throw other.Failure;
        }

        scope.CancellationToken.ThrowIfCancellationRequested();
        var result = new JsonArray(results);
        var text = JsonText.Write(result);
        visit.CheckSize(text);
        scope.Emit(new EventBody($"{type}StateSucceeded"), entry => entry with { Result = text });
        return result;

        async Task Worker()
        {
            while (Interlocked.Increment(ref next) is var index && index < count && !cancellation.IsCancellationRequested)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{visit.EnteredEventId}.{attempt}.{index}");
                ExecutionScope child;
                TimeSpan begun;
                lock (gate)
                {
                    child = new ExecutionScope(scope.Run, id, started, scope.Skipped + (skipped / workers), item(index), cancellation.Token);
                    begun = child.Skipped;
                    scopes.Add(child);
                }

                try
                {
                    results[index] = await run(index, child);
                    lock (gate)
                    {
                        skipped += child.Skipped - begun;
                    }
                }
                catch (OperationCanceledException)
                {
                    return; // another scope failed, or the execution was stopped or suspended
                }
                catch (Exception exception)
                {
                    // Whatever it is, the caller throws it again. The earliest in the history counts, as it will after a restart.
                    lock (gate)
                    {
                        if (first is null || child.LastEventId < first.Value.EventId)
                        {
                            first = (exception, child.LastEventId);
                        }
                    }

                    await cancellation.CancelAsync();
                    return;
                }
            }
        }
    }
}
