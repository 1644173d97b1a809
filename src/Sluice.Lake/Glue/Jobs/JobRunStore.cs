using Sluice.Lake.Storage;

namespace Sluice.Lake.Glue.Jobs;

/// <summary>The jobs' runs, on disk and in memory. Safe for concurrent use.</summary>
internal sealed class JobRunStore : IDisposable
{
    /// <summary>How many runs of a job are kept; the oldest that is over goes first.</summary>
    internal const int HistoryLength = 1000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<JobRun>> runs = new(StringComparer.Ordinal);
    private readonly Journal<JobRun> journal;

    internal JobRunStore(LakeFolder folder)
    {
        journal = Journal<JobRun>.Open(Path.Combine(folder.Service("glue"), "job-runs.jsonl"), out var entries);
        foreach (var entry in entries)
        {
            Keep(entry);
        }

        var kept = runs.Values.SelectMany(static list => list).ToList();
        if (entries.Count > kept.Count)
        {
            journal.Rewrite(kept);
        }
    }

    /// <summary>Every job's runs.</summary>
    internal IReadOnlyList<JobRun> All()
    {
        lock (gate)
        {
            return runs.Values.SelectMany(static list => list).ToList();
        }
    }

    /// <summary>A job's runs, the latest first.</summary>
    internal IReadOnlyList<JobRun> Of(string job)
    {
        lock (gate)
        {
            return runs.TryGetValue(job, out var list) ? list.AsEnumerable().Reverse().ToList() : [];
        }
    }

    internal JobRun? Find(string job, string id)
    {
        lock (gate)
        {
            return runs.TryGetValue(job, out var list) ? list.Find(run => run.Id == id) : null;
        }
    }

    internal JobRun Get(string job, string id) => Find(job, id) ?? throw GlueErrors.JobRunNotFound(job, id);

    /// <summary>Adds a run unless its job has as many under way as it may; false when it was there before.</summary>
    internal bool TryAdd(JobRun run, int maxConcurrentRuns)
    {
        lock (gate)
        {
            var list = runs.GetValueOrDefault(run.JobName) ?? [];
            if (list.Exists(found => found.Id == run.Id))
            {
                return false;
            }

            if (list.Count(static found => !found.IsOver) >= maxConcurrentRuns)
            {
                throw GlueErrors.ConcurrentRuns(run.JobName, maxConcurrentRuns);
            }

            Write(run);
            return true;
        }
    }

    /// <summary>Replaces a run by what <paramref name="change"/> makes of it, alone and in one step.</summary>
    internal JobRun Change(string job, string id, Func<JobRun, JobRun> change)
    {
        lock (gate)
        {
            var changed = change(runs.GetValueOrDefault(job)?.Find(run => run.Id == id) ?? throw GlueErrors.JobRunNotFound(job, id));
            Write(changed);
            return changed;
        }
    }

    public void Dispose() => journal.Dispose();

    private void Write(JobRun run)
    {
        journal.Append(run);
        Keep(run);
    }

    private void Keep(JobRun run)
    {
        if (!runs.TryGetValue(run.JobName, out var list))
        {
            runs[run.JobName] = list = [];
        }

        var index = list.FindIndex(found => found.Id == run.Id);
        if (index >= 0)
        {
            list[index] = run;
            return;
        }

        list.Add(run);
        if (list.Count > HistoryLength && list.FindIndex(static found => found.IsOver) is >= 0 and var oldest)
        {
            list.RemoveAt(oldest);
        }
    }
}
