using System.Collections.Concurrent;
using Sluice.Lake.Athena.Model;
using Sluice.Lake.Athena.Results;
using Sluice.Lake.Athena.Statements;
using Sluice.Lake.Athena.WorkGroups;

namespace Sluice.Lake.Athena.Execution;

/// <summary>Takes queries through QUEUED, RUNNING and their final state, some side by side; every step is on disk.</summary>
internal sealed class QueryRunner(QueryStore queries, WorkGroupStore workGroups, StatementContext context, int concurrency) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LiveQuery> live = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim slots = new(concurrency);
    private readonly CancellationTokenSource shutdown = new();

    /// <summary>Starts a query that is QUEUED in the store.</summary>
    /// <param name="query">The query.</param>
    /// <param name="isRepeated">Whether an earlier attempt may have been killed in the middle.</param>
    public void Submit(QueryExecution query, bool isRepeated = false)
    {
        var running = new LiveQuery(CancellationTokenSource.CreateLinkedTokenSource(shutdown.Token), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        live[query.QueryExecutionId] = running;
        var work = context.Time.Work();
        var slot = slots.WaitAsync(running.Stop.Token); // here, so that queries start in the order in which they came
        running.Task = Task.Run(async () =>
        {
            try
            {
                await RunAsync(query, isRepeated, running, slot);
            }
            finally
            {
                live.TryRemove(query.QueryExecutionId, out _);
                running.Completed.TrySetResult();
                running.Stop.Dispose(); // linked to the shutdown, it would stay for as long as the lake serves
                work.Dispose();
            }
        });
    }

    /// <summary>Stops a query that is not in a final state yet; does nothing else.</summary>
    public async Task StopAsync(string id)
    {
        if (live.TryGetValue(id, out var running))
        {
            running.IsStopped = true;
            await running.CancelAsync();
            await running.Completed.Task;
        }
    }

    /// <summary>Completes when the query is in a final state.</summary>
    public Task WaitAsync(string id, CancellationToken cancellationToken) =>
        live.TryGetValue(id, out var running) ? running.Completed.Task.WaitAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Ends what runs without deciding it: the next start resumes it.</summary>
    public async ValueTask DisposeAsync()
    {
        await shutdown.CancelAsync();
        await Task.WhenAll(live.Values.Select(static running => running.Task));
        shutdown.Dispose();
        slots.Dispose();
    }

    private async Task RunAsync(QueryExecution query, bool isRepeated, LiveQuery running, Task slot)
    {
        var clock = new QueryClock(context.Time);
        var token = running.Stop.Token;
        try
        {
            await slot;
        }
        catch (OperationCanceledException)
        {
            Cancelled(query, running, clock, "Query cancelled by user");
            return;
        }

        try
        {
            clock.Started();
            query = query with { Status = query.Status with { State = QueryExecutionState.RUNNING } };
            queries.Save(query);
            var statement = StatementKinds.Parse(Parameters.Apply(query.Query, query.ExecutionParameters));
            var outcome = await statement.RunAsync(Attempt(query, isRepeated), context, token);
            queries.Save(Final(query, QueryExecutionState.SUCCEEDED, clock, outcome));
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            Cancelled(query, running, clock, "Query cancelled by user");
        }
        catch (QueryCancelledException exception)
        {
            queries.Save(Reasoned(Final(query, QueryExecutionState.CANCELLED, clock, new QueryOutcome()), exception.Message));
        }
        catch (QueryFailure failure)
        {
            Failed(query, clock, failure);
        }
        catch (Exception exception)
        {
            // A defect of the lake: the query must not stay RUNNING for ever.
            Failed(query, clock, new QueryFailure("GENERIC_INTERNAL_ERROR", exception.Message.Replace(context.Folder.Root, "<lake>", StringComparison.Ordinal)));
        }
        finally
        {
            slots.Release();
        }
    }

    private QueryRun Attempt(QueryExecution query, bool isRepeated) => new()
    {
        Query = query,
        Results = ResultLocation.Of(query.ResultConfiguration!.OutputLocation!, query.QueryExecutionId), // set when it was started
        IsRepeated = isRepeated,
        BytesScannedCutoff = workGroups.Get(query.WorkGroup).Configuration?.BytesScannedCutoffPerQuery,
    };

    private void Cancelled(QueryExecution query, LiveQuery running, QueryClock clock, string reason)
    {
        if (running.IsStopped)
        {
            queries.Save(Reasoned(Final(query, QueryExecutionState.CANCELLED, clock, new QueryOutcome()), reason));
        }
    }

    private void Failed(QueryExecution query, QueryClock clock, QueryFailure failure)
    {
        var failed = Reasoned(Final(query, QueryExecutionState.FAILED, clock, new QueryOutcome()), failure.Reason);
        queries.Save(failed with
        {
            Status = failed.Status with
            {
                AthenaError = new AthenaError
                {
                    ErrorCategory = failure.Category,
                    ErrorType = failure.Type,
                    Retryable = false,
                    ErrorMessage = failure.Reason,
                },
            },
        });
    }

    private QueryExecution Final(QueryExecution query, QueryExecutionState state, QueryClock clock, QueryOutcome outcome) => query with
    {
        Status = query.Status with { State = state, CompletionDateTime = context.Time.Now },
        Statistics = clock.Statistics(outcome),
    };

    private static QueryExecution Reasoned(QueryExecution query, string reason) =>
        query with { Status = query.Status with { StateChangeReason = reason } };

    private sealed class LiveQuery(CancellationTokenSource stop, TaskCompletionSource completed)
    {
        public CancellationTokenSource Stop { get; } = stop;

        public TaskCompletionSource Completed { get; } = completed;

        public Task Task { get; set; } = Task.CompletedTask;

        public volatile bool IsStopped;

        public async Task CancelAsync()
        {
            try
            {
                await Stop.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // The query has come to its end in this very moment.
            }
        }
    }
}
