using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Sluice.Local.Athena.Model;
using Sluice.Local.Storage;

namespace Sluice.Local.Athena.Execution;

/// <summary>All query executions, durable: the journal's last line about a query is what it is.</summary>
internal sealed class QueryStore : IDisposable
{
    private readonly Journal<QueryEntry> journal;
    private readonly ConcurrentDictionary<string, QueryExecution> queries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> tokens = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly List<string> order = [];

    public QueryStore(LakeFolder folder)
    {
        journal = Journal<QueryEntry>.Open(Path.Combine(folder.Service("athena"), "queries.jsonl"), out var entries);
        foreach (var entry in entries)
        {
            Remember(entry);
        }

        if (entries.Count > 2 * order.Count)
        {
            var byId = tokens.ToDictionary(static pair => pair.Value, static pair => pair.Key);
            journal.Rewrite(order.Select(id => new QueryEntry(queries[id], byId.GetValueOrDefault(id))));
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
        tokens.TryGetValue(token, out var id) ? queries[id] : null;

    /// <summary>Writes a query down; when this returns it survives a kill.</summary>
    public void Save(QueryExecution query, string? clientRequestToken = null)
    {
        var entry = new QueryEntry(query, clientRequestToken);
        journal.Append(entry);
        Remember(entry);
    }

    public void Dispose() => journal.Dispose();

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
