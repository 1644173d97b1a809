using Sluice.Lake.S3;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>
/// Finds each object's format and columns. Objects never change, so what was found is kept for the next crawl: crawling a
/// table again costs what is new in it.
/// </summary>
internal sealed class FileClassifier : IDisposable
{
    private readonly ParquetClassifier parquet = new();
    private readonly FileFacts<(string Path, string ETag, string Sequencer), FileSchema> known = new();

    /// <summary>Classifies objects; those that are of no known format are named in the log and left out.</summary>
    internal IReadOnlyList<(StoredObject Object, FileSchema Schema)> Classify(
        IReadOnlyList<StoredObject> objects, CrawlerLog log, CancellationToken stop)
    {
        var schemas = new Dictionary<StoredObject, FileSchema>(ReferenceEqualityComparer.Instance);
        foreach (var stored in objects)
        {
            if (known.TryGet(Key(stored), out var schema))
            {
                schemas[stored] = schema;
            }
        }

        var fresh = objects.Where(stored => !schemas.ContainsKey(stored)).ToList();
        var footers = new List<StoredObject>();
        foreach (var stored in fresh)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                if (ParquetClassifier.LooksLikeParquet(stored.FilePath))
                {
                    footers.Add(stored);
                    continue;
                }

                var sample = TextSample.Read(stored.FilePath);
                schemas[stored] = JsonLinesClassifier.LooksLikeJson(sample)
                    ? JsonLinesClassifier.Classify(sample)
                    : CsvClassifier.Classify(sample);
                if (sample.CutOff)
                {
                    log.Warn($"s3://{stored.Bucket}/{stored.Key} is gzip and cut off: its columns are those of its beginning, and queries that read it fail.");
                }
            }
            catch (Exception exception) when (exception is UnclassifiedFileException or IOException)
            {
                Unclassified(stored, exception, log);
            }
        }

        if (footers.Count > 0)
        {
            var found = parquet.Classify(footers.Select(static stored => stored.FilePath).ToList(), stop);
            foreach (var stored in footers)
            {
                if (found.GetValueOrDefault(stored.FilePath) is FileSchema schema)
                {
                    schemas[stored] = schema;
                }
                else
                {
                    Unclassified(stored, found.GetValueOrDefault(stored.FilePath) as Exception, log);
                }
            }
        }

        foreach (var stored in fresh.Where(schemas.ContainsKey))
        {
            known.Keep(Key(stored), schemas[stored]);
        }

        return objects.Where(schemas.ContainsKey).Select(stored => (stored, schemas[stored])).ToList();
    }

    /// <inheritdoc/>
    public void Dispose() => parquet.Dispose();

    private static (string Path, string ETag, string Sequencer) Key(StoredObject stored) => (stored.FilePath, stored.ETag, stored.Sequencer);

    private static void Unclassified(StoredObject stored, Exception? reason, CrawlerLog log)
    {
        var uri = $"s3://{stored.Bucket}/{stored.Key}";
        var why = reason?.Message.Replace(stored.FilePath, uri, StringComparison.Ordinal) ?? "it cannot be read";
        log.Error($"Unable to classify {uri}: {why}. It is left out of the catalog.");
    }
}
