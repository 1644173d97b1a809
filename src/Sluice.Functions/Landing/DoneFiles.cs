using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sluice.Chaining;
using Sluice.Configuration;
using Sluice.Functions.Assets;
using Sluice.Functions.Contracts;
using Sluice.Incoming;
using Sluice.Runs;

namespace Sluice.Functions.Landing;

/// <summary>Makes done-files: those of pipelines that depend on another's run, and those of folders that have become complete.</summary>
public sealed class DoneFiles(PipelineStore pipelines, S3Objects objects, FunctionSettings settings, ILogger<DoneFiles> logger)
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

    /// <summary>Makes the done-file of each date folder in which everything has arrived and that has not been run; returns their keys.</summary>
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
        foreach (var (folder, keys) in await FoldersAsync($"incoming/{dataset}/", cancellationToken))
        {
            var done = $"{folder}{pipeline.Name}.done";
            if (keys.Contains(done) || keys.Contains($"{folder}{pipeline.Name}.completed")
                || !IncomingFiles.AreComplete(pipeline.Incoming, folder, keys))
            {
                continue;
            }

            // Somebody else may be dropping it at this moment: one of both starts the run.
            var content = JsonSerializer.SerializeToUtf8Bytes(new CreateDoneFileInput { Pipeline = pipeline.Name, ExecDate = folder.Split('/')[2] });
            if (await objects.TryCreateAsync(Bucket, done, content, cancellationToken))
            {
                made.Add(done);
                logger.DoneFileWritten(done);
            }
        }
    }

    /// <summary>The date folders of a dataset and the keys right in each. One listing: a request for a thousand keys, however many dates.</summary>
    private async Task<SortedDictionary<string, HashSet<string>>> FoldersAsync(string dataset, CancellationToken cancellationToken)
    {
        var folders = new SortedDictionary<string, HashSet<string>>(StringComparer.Ordinal);
        await foreach (var found in objects.ListAsync(Bucket, dataset, cancellationToken))
        {
            var parts = found.Key.Split('/');
            if (parts.Length == 4 && ExecDate.TryParse(parts[2], out _))
            {
                var folder = found.Key[..(found.Key.LastIndexOf('/') + 1)];
                if (!folders.TryGetValue(folder, out var keys))
                {
                    folders.Add(folder, keys = []);
                }

                keys.Add(found.Key);
            }
        }

        return folders;
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
