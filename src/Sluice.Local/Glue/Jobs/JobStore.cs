using Sluice.Local.Storage;

namespace Sluice.Local.Glue.Jobs;

/// <summary>The jobs, on disk and in memory. Safe for concurrent use.</summary>
internal sealed class JobStore : IDisposable
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, JobRecord> jobs = new(StringComparer.Ordinal);
    private readonly Journal<JobRecord> journal;

    internal JobStore(LakeFolder folder)
    {
        journal = Journal<JobRecord>.Open(Path.Combine(folder.Service("glue"), "jobs.jsonl"), out var entries);
        foreach (var entry in entries)
        {
            Keep(entry);
        }

        if (entries.Count > jobs.Count)
        {
            journal.Rewrite(jobs.Values);
        }
    }

    internal IReadOnlyList<JobRecord> All()
    {
        lock (gate)
        {
            return jobs.Values.ToList();
        }
    }

    internal JobRecord Get(string name)
    {
        lock (gate)
        {
            return jobs.TryGetValue(name, out var record) ? record : throw GlueErrors.JobNotFound(name);
        }
    }

    internal void Add(JobRecord record)
    {
        lock (gate)
        {
            if (jobs.ContainsKey(record.Definition.Name))
            {
                throw GlueErrors.JobExists(record.Definition.Name);
            }

            Write(record);
        }
    }

    /// <summary>Replaces a job by what <paramref name="change"/> makes of it, alone and in one step.</summary>
    internal void Change(string name, Func<JobRecord, JobRecord> change)
    {
        lock (gate)
        {
            Write(change(jobs.TryGetValue(name, out var record) ? record : throw GlueErrors.JobNotFound(name)));
        }
    }

    /// <summary>Removes a job; does nothing when there is none of that name.</summary>
    internal void Remove(string name)
    {
        lock (gate)
        {
            if (jobs.TryGetValue(name, out var record))
            {
                Write(record with { Deleted = true });
            }
        }
    }

    public void Dispose() => journal.Dispose();

    private void Write(JobRecord record)
    {
        journal.Append(record);
        Keep(record);
    }

    private void Keep(JobRecord record)
    {
        if (record.Deleted)
        {
            jobs.Remove(record.Definition.Name);
        }
        else
        {
            jobs[record.Definition.Name] = record;
        }
    }
}
