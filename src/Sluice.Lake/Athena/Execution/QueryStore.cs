using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Sluice.Lake.Athena.Model;
using Sluice.Lake.Storage;

namespace Sluice.Lake.Athena.Execution;

/// <summary>
/// Query executions, durable: the journal's last line about a query is what it is. Athena forgets a query after 45 days; the lake
/// the oldest that have ended, when there are very many. Their results stay in S3.
/// </summary>
internal sealed class QueryStore : IDisposable
{
    /// <summary>How many ended queries are remembered.</summary>
    public const int MostEnded = 5_000;

    private readonly Journal<QueryEntry> journal;
    private readonly ConcurrentDictionary<string, QueryExecution> queries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> tokens = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly List<string> order = [];
    private readonly int mostEnded;

    public QueryStore(LakeFolder folder, int mostEnded = MostEnded)
    {
        this.mostEnded = mostEnded;
        journal = Journal<QueryEntry>.Open(Path.Combine(folder.Service("athena"), "queries.jsonl"), out var entries);
        foreach (var entry in entries)
        {
            Remember(entry);
        }

        if (Forget() || entries.Count > 2 * order.Count)
        {
            Rewrite();
        }
    }

    /// <summary>The ids in the order of submission.</summary>
    public IReadOnlyList<string> Ids
    {
        get
        {
            lock (gate)
            {
                return order.ToArray();
            }
        }
    }

    /// <summary>The query, if there is one.</summary>
    public bool TryFind(string id, [NotNullWhen(true)] out QueryExecution? query) => queries.TryGetValue(id, out query);

    /// <summary>The query that was started with a client request token, if there is one.</summary>
    public QueryExecution? FindByToken(string token) =>
        tokens.TryGetValue(token, out var id) && queries.TryGetValue(id, out var query) ? query : null;

    /// <summary>Writes a query down; when this returns it survives a kill.</summary>
    public void Save(QueryExecution query, string? clientRequestToken = null)
    {
        var entry = new QueryEntry(query, clientRequestToken);
        lock (gate)
        {
            journal.Append(entry);
            Remember(entry);
            if (order.Count > mostEnded + (mostEnded / 2) && Forget())
            {
                Rewrite();
            }
        }
    }

    public void Dispose() => journal.Dispose();

    /// <summary>Forgets the oldest ended queries beyond those that are remembered; false when there are none.</summary>
    private bool Forget()
    {
        var ended = order.Where(id => queries[id].Status.State is not (QueryExecutionState.QUEUED or QueryExecutionState.RUNNING)).ToList();
        var old = ended.Take(Math.Max(ended.Count - mostEnded, 0)).ToHashSet(StringComparer.Ordinal);
        order.RemoveAll(old.Contains);
        foreach (var id in old)
        {
            queries.TryRemove(id, out _);
        }

        foreach (var (token, _) in tokens.Where(pair => old.Contains(pair.Value)))
        {
            tokens.TryRemove(token, out _);
        }

        return old.Count > 0;
    }

    private void Rewrite()
    {
        var byId = tokens.ToDictionary(static pair => pair.Value, static pair => pair.Key);
        journal.Rewrite(order.Select(id => new QueryEntry(queries[id], byId.GetValueOrDefault(id))));
    }

    private void Remember(QueryEntry entry)
    {
        var id = entry.Query.QueryExecutionId;
        lock (gate)
        {
            if (!queries.ContainsKey(id))
            {
                order.Add(id);
            }

            queries[id] = entry.Query;
        }

        if (entry.ClientRequestToken is { } token)
        {
            tokens[token] = id;
        }
    }

    /// <summary>A line of the journal.</summary>
    internal sealed record QueryEntry(QueryExecution Query, string? ClientRequestToken);
}
