using System.Collections.Concurrent;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Glue.Connections;
using Sluice.Lake.Glue.Crawlers.Crawling;
using Sluice.Lake.S3;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Crawlers;

/// <summary>Runs crawlers: one run at a time for each, resumed when the lake was killed.</summary>
internal sealed class CrawlerRunner(
    CrawlerStore store, GlueCatalog catalog, IObjectStore objects, Databases databases, LakeFolder folder, LakeTime time)
    : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (CancellationTokenSource Stop, Task Task)> running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource shutdown = new();
    private readonly FileClassifier classifier = new();

    /// <summary>By crawler; only its one run uses it.</summary>
    private readonly ConcurrentDictionary<string, CrawlMemory> memories = new(StringComparer.Ordinal);

    /// <summary>Starts a run.</summary>
    internal void Start(string name) => Begin(name, store.Change(name, record => record.State != CrawlerState.READY
        ? throw GlueErrors.CrawlerRunning(name)
        : record with
        {
            State = CrawlerState.RUNNING,
            Current = new CrawlRun { Id = Guid.NewGuid().ToString(), StartTime = time.Now },
        }));

    /// <summary>Asks a run to stop; it has stopped when the crawler is READY.</summary>
    internal void Stop(string name)
    {
        store.Change(name, record => record.State switch
        {
            CrawlerState.RUNNING => record with { State = CrawlerState.STOPPING },
            CrawlerState.STOPPING => throw GlueErrors.CrawlerStopping(name),
            _ => throw GlueErrors.CrawlerNotRunning(name),
        });
        lock (gate)
        {
            if (running.TryGetValue(name, out var run))
            {
                run.Stop.Cancel();
            }
        }
    }

    /// <summary>Runs again what was running when the lake was killed. A run that was being stopped ends as cancelled.</summary>
    internal void Resume()
    {
        foreach (var record in store.All())
        {
            if (record is { State: CrawlerState.RUNNING })
            {
                Begin(record.Definition.Name, record);
            }
            else if (record is { State: CrawlerState.STOPPING, Current: { } run })
            {
                store.Change(record.Definition.Name, found => found.Ended(run with { Status = CrawlStatus.CANCELLED, EndTime = time.Now }));
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await shutdown.CancelAsync();
        Task[] tasks;
        lock (gate)
        {
            tasks = running.Values.Select(static run => run.Task).ToArray();
        }

        await Task.WhenAll(tasks);
        classifier.Dispose();
        shutdown.Dispose();
    }

    private void Begin(string name, CrawlerRecord record)
    {
        // At work before the caller has its answer, so that no wait that follows ends before the crawl does.
        var work = time.Work();
        var stop = CancellationTokenSource.CreateLinkedTokenSource(shutdown.Token);
        lock (gate)
        {
            var task = Task.Run(
                () =>
                {
                    using (work)
                    {
                        using (stop)
                        {
                            Run(record, stop.Token);
                        }
                    }
                },
                CancellationToken.None);
            running[name] = (stop, task);
        }
    }

    private void Run(CrawlerRecord record, CancellationToken stop)
    {
        var definition = record.Definition;
        var run = record.Current!; // a record that is RUNNING has its run
        var log = new CrawlerLog(folder, time, definition.Name, run.Id);
        var changes = new CrawlChanges();
        var status = CrawlStatus.SUCCEEDED;
        string? error = null;
        try
        {
            log.Info($"Benchmark: Running Start Crawl for crawler {definition.Name}");
            var crawl = new Crawl(
                definition, catalog, objects, databases, classifier, memories.GetOrAdd(definition.Name, static _ => new CrawlMemory()), log, time);
            changes = crawl.Run(stop);
            error = crawl.Unclassified;
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            Forget(definition.Name);
            return; // the lake goes down: the journal still says RUNNING, so the next start runs it again
        }
        catch (OperationCanceledException)
        {
            status = CrawlStatus.CANCELLED;
        }
        catch (Exception exception)
        {
            // Whatever it was, it has nowhere else to go: whoever polls the crawler reads it in LastCrawl.
            (status, error) = (CrawlStatus.FAILED, exception.Message);
            log.Error(exception.Message);
        }

        log.Info($"Crawler run has {status}: {changes.TablesCreated} tables created, {changes.TablesUpdated} updated, " +
            $"{changes.TablesDeleted} deleted; {changes.PartitionsCreated} partitions created, {changes.PartitionsUpdated} updated, " +
            $"{changes.PartitionsDeleted} deleted");
        Forget(definition.Name);
        store.Change(definition.Name, found => found.Ended(
            run with { Status = status, ErrorMessage = error, EndTime = time.Now, Changes = changes }));
    }

    /// <summary>Before the crawler is READY, so that the next run's entry is not the one that goes.</summary>
    private void Forget(string name)
    {
        lock (gate)
        {
            running.Remove(name);
        }
    }
}
