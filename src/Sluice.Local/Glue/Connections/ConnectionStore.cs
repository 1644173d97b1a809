using Sluice.Local.Storage;

namespace Sluice.Local.Glue.Connections;

/// <summary>The connections, on disk and in memory. Safe for concurrent use.</summary>
internal sealed class ConnectionStore : IDisposable
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, ConnectionRecord> connections = new(StringComparer.Ordinal);
    private readonly Journal<ConnectionRecord> journal;

    internal ConnectionStore(LakeFolder folder)
    {
        journal = Journal<ConnectionRecord>.Open(Path.Combine(folder.Service("glue"), "connections.jsonl"), out var entries);
        foreach (var entry in entries)
        {
            Keep(entry);
        }

        if (entries.Count > connections.Count)
        {
            journal.Rewrite(connections.Values);
        }
    }

    internal IReadOnlyList<ConnectionRecord> All()
    {
        lock (gate)
        {
            return connections.Values.ToList();
        }
    }

    internal ConnectionRecord Get(string name)
    {
        lock (gate)
        {
            return connections.GetValueOrDefault(name) ?? throw GlueErrors.ConnectionNotFound(name);
        }
    }

    internal void Add(ConnectionInput input, DateTimeOffset now)
    {
        lock (gate)
        {
            if (connections.ContainsKey(input.Name))
            {
                throw GlueErrors.ConnectionExists(input.Name);
            }

            Write(new ConnectionRecord { Input = input, CreationTime = now, LastUpdatedTime = now });
        }
    }

    internal void Update(string name, ConnectionInput input, DateTimeOffset now)
    {
        lock (gate)
        {
            Write(Get(name) with { Input = input with { Name = name }, LastUpdatedTime = now });
        }
    }

    internal void Delete(string name)
    {
        lock (gate)
        {
            Write(Get(name) with { Deleted = true });
        }
    }

    public void Dispose() => journal.Dispose();

    private void Write(ConnectionRecord record)
    {
        journal.Append(record);
        Keep(record);
    }

    private void Keep(ConnectionRecord record)
    {
        if (record.Deleted)
        {
            connections.Remove(record.Input.Name);
        }
        else
        {
            connections[record.Input.Name] = record;
        }
    }
}
