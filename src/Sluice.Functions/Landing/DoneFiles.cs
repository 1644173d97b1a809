using System.Text.Json;
using Microsoft.Extensions.Logging;
using NodaTime;
using Sluice.Chaining;
using Sluice.Configuration;
using Sluice.Functions.Assets;
using Sluice.Functions.Contracts;
using Sluice.Incoming;
using Sluice.Runs;

namespace Sluice.Functions.Landing;

/// <summary>Makes done-files: those of pipelines that depend on another's run, and those of folders that have become complete.</summary>
public sealed class DoneFiles(PipelineStore pipelines, RunStore runs, S3Objects objects, FunctionSettings settings, ILogger<DoneFiles> logger)
{
    private string Bucket => settings.Environment.LandingBucket;

    /// <summary>Starts a dependent pipeline, once for each run: the done-file says which run made it, and a retry finds that.</summary>
    public async Task StartAsync(NextPlan next, CreateDoneFileInput run, CancellationToken cancellationToken)
    {
        if (await objects.FindAsync(Bucket, next.DoneFileKey, cancellationToken) is { } content && MadeBy(content) == run.RunId)
        {
            logger.DoneFileThere(next.DoneFileKey);
            return;
        }

        await objects.WriteJsonAsync(Bucket, next.DoneFileKey, run, cancellationToken);
        logger.DoneFileWritten(next.DoneFileKey);
    }

    /// <summary>
    /// Makes the done-file of each date folder in which everything has arrived and of which no run has begun; returns their keys. A run
    /// by hand or of a back-fill has no done-file, and another one would end it; one that failed is for its owner to run again, when
    /// all of its files are mended.
    /// </summary>
    public async Task<IReadOnlyList<string>> CompleteAsync(CancellationToken cancellationToken)
    {
        var made = new List<string>();
        foreach (var name in (await pipelines.NamesAsync(cancellationToken)).Where(PipelineName.IsValid))
        {
            try
            {
                if (await pipelines.FindAsync(name, cancellationToken) is { Dataset: { } dataset, Incoming.Count: > 0 } pipeline)
                {
                    await CompleteAsync(pipeline, dataset, made, cancellationToken);
                }
            }
            catch (ConfigurationException exception)
            {
                // Its own run reports it; the other pipelines' files have arrived all the same.
                logger.PipelineSkipped(exception, name);
            }
        }

        return made;
    }

    private async Task CompleteAsync(PipelineConfiguration pipeline, string dataset, List<string> made, CancellationToken cancellationToken)
    {
        var prefix = $"incoming/{dataset}/";
        foreach (var (date, keys) in await ByDateAsync(prefix, cancellationToken))
        {
            var folder = $"{prefix}{ExecDate.Format(date)}/";
            var done = $"{folder}{pipeline.Name}.done";
            if (keys.Contains(done) || keys.Contains($"{folder}{pipeline.Name}.completed")
                || !IncomingFiles.AreComplete(pipeline.Incoming, folder, keys)
                || await runs.HasRunAsync(pipeline.Name, date, cancellationToken))
            {
                continue;
            }

            // Somebody else may be dropping it at this moment: one of both starts the run.
            var content = JsonSerializer.SerializeToUtf8Bytes(new CreateDoneFileInput { Pipeline = pipeline.Name, ExecDate = ExecDate.Format(date) });
            if (await objects.TryCreateAsync(Bucket, done, content, cancellationToken))
            {
                made.Add(done);
                logger.DoneFileWritten(done);
            }
        }
    }

    /// <summary>The dates that a dataset has folders of, and the keys right in each. One listing: a request for a thousand keys, however many dates.</summary>
    private async Task<SortedDictionary<LocalDate, HashSet<string>>> ByDateAsync(string dataset, CancellationToken cancellationToken)
    {
        var dates = new SortedDictionary<LocalDate, HashSet<string>>();
        await foreach (var found in objects.ListAsync(Bucket, dataset, cancellationToken))
        {
            var parts = found.Key.Split('/');
            if (parts.Length == 4 && ExecDate.TryParse(parts[2], out var date))
            {
                if (!dates.TryGetValue(date, out var keys))
                {
                    dates.Add(date, keys = []);
                }

                keys.Add(found.Key);
            }
        }

        return dates;
    }

    /// <summary>The run that made a done-file; null for one that somebody dropped, with whatever content.</summary>
    private static string? MadeBy(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize<CreateDoneFileInput>(content)?.RunId;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
