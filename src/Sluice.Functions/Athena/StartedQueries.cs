using System.Text.Json;
using Sluice.Functions.Assets;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Functions.Athena;

/// <summary>
/// The lists of queries that a run has started, in its folder. A query is in its list before the next one starts, so that none runs
/// unseen when a run gives up.
/// </summary>
public sealed class StartedQueries(S3Objects objects, RunStore runs, StatementQueries queries, FunctionSettings settings)
{
    /// <summary>Starts what the list does not have yet, one after the other, and returns all of the list.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="key">The list.</param>
    /// <param name="items">What is to be started.</param>
    /// <param name="id">An item's <see cref="StatementQuery.StatementId"/>.</param>
    /// <param name="start">Starts an item.</param>
    /// <param name="cancellationToken">Stops the starting.</param>
    /// <exception cref="RunClosedException">The run's execution has ended. What was started has been stopped.</exception>
    public async Task<IReadOnlyList<StatementQuery>> StartMissingAsync<T>(
        RunPlan plan, string key, IEnumerable<T> items, Func<T, string> id, Func<T, Task<StatementQuery>> start, CancellationToken cancellationToken)
    {
        List<StatementQuery> started = [.. await FindAsync(key, cancellationToken)];
        foreach (var item in items.Where(item => started.TrueForAll(query => query.StatementId != id(item))).ToList())
        {
            started.Add(await start(item));
            await objects.WriteJsonAsync(settings.AssetsBucket, key, started, CancellationToken.None); // it runs: this is not to be cut off
            await StopIfClosedAsync(plan, started, cancellationToken);
        }

        return started;
    }

    /// <summary>Whoever closes the run writes so and then reads the lists: a query that came into its list too late for that is seen here.</summary>
    private async Task StopIfClosedAsync(RunPlan plan, IReadOnlyList<StatementQuery> started, CancellationToken cancellationToken)
    {
        try
        {
            await runs.RefuseClosedAsync(plan, cancellationToken);
        }
        catch (RunClosedException)
        {
            await queries.StopAsync(started, cancellationToken);
            throw;
        }
    }

    /// <summary>A list; empty when nothing has been started.</summary>
    public async Task<IReadOnlyList<StatementQuery>> FindAsync(string key, CancellationToken cancellationToken) =>
        await objects.FindAsync(settings.AssetsBucket, key, cancellationToken) is { } content
            ? JsonSerializer.Deserialize<IReadOnlyList<StatementQuery>>(content) ?? []
            : [];

    /// <summary>All queries of all lists of a run.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<StatementQuery>> AllAsync(string folder, CancellationToken cancellationToken)
    {
        var all = new List<StatementQuery>();
        foreach (var place in RunKeys.PlacesOfQueries)
        {
            await foreach (var found in objects.ListAsync(settings.AssetsBucket, $"{folder}{place}", cancellationToken))
            {
                if (RunKeys.IsQueries(folder, found.Key))
                {
                    all.AddRange(await FindAsync(found.Key, cancellationToken));
                }
            }
        }

        return all;
    }
}
