using Amazon.Glue.Model;
using Amazon.S3;
using Amazon.S3.Model;
using Sluice.Configuration;
using Sluice.Functions.Assets;
using Sluice.Functions.Catalog;
using Sluice.Functions.Landing;
using Sluice.Planning;
using Sluice.Stages;

namespace Sluice.Functions.Stages;

/// <summary>What stages in Athena write: first where nobody looks, then in place of the target's files.</summary>
public sealed class StageTargets(IAmazonS3 s3, S3Objects objects, FunctionSettings settings)
{
    /// <summary>Where a dataset's query writes, a folder of the run's own.</summary>
    public string Location(RunPlan plan, StageDataset dataset) => $"s3://{settings.Environment.ProcessedBucket}/{Prefix(plan, dataset)}";

    /// <summary>A table of Parquet files.</summary>
    public static TableInput Table(string name, string location, IReadOnlyList<ColumnConfiguration> columns)
    {
        var storage = TableStorage.Of(TableFormat.Parquet);
        return new TableInput
        {
            Name = name,
            TableType = "EXTERNAL_TABLE",
            Parameters = new Dictionary<string, string>(storage.TableParameters),
            StorageDescriptor = new StorageDescriptor
            {
                Columns = [.. columns.Select(static column => new Column { Name = column.Name, Type = column.Type })],
                Location = location,
                InputFormat = storage.InputFormat,
                OutputFormat = storage.OutputFormat,
                SerdeInfo = new SerDeInfo
                {
                    SerializationLibrary = storage.SerializationLibrary,
                    Parameters = new Dictionary<string, string>(storage.SerdeParameters),
                },
            },
        };
    }

    /// <summary>
    /// Copies what the query wrote to the target, then deletes what was there before: whatever fails in between, no rows are lost.
    /// Called again, it copies to the same keys.
    /// </summary>
    public async Task ReplaceAsync(RunPlan plan, StageDataset dataset, CancellationToken cancellationToken)
    {
        var from = settings.Environment.ProcessedBucket;
        var slash = dataset.S3Target.IndexOf('/', "s3://".Length);
        var (bucket, prefix) = (dataset.S3Target["s3://".Length..slash], dataset.S3Target[(slash + 1)..].TrimEnd('/') + "/");
        var copied = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var file in objects.ListAsync(from, Prefix(plan, dataset), cancellationToken))
        {
            if (file.Size > LandingFiles.LargestSingleCopy)
            {
                throw new InputException($"{dataset.SqlName}: Athena wrote s3://{from}/{file.Key} of {file.Size} bytes; at most {LandingFiles.LargestSingleCopy} can be copied. Run these stages in Glue.");
            }

            var key = $"{prefix}{plan.RunId}-{file.Key[(file.Key.LastIndexOf('/') + 1)..]}";
            Deadline.Doing($"copying s3://{from}/{file.Key} to s3://{bucket}/{key}");
            await s3.CopyObjectAsync(
                new CopyObjectRequest { SourceBucket = from, SourceKey = file.Key, DestinationBucket = bucket, DestinationKey = key }, cancellationToken);
            copied.Add(key);
        }

        var old = new List<string>();
        await foreach (var file in objects.ListAsync(bucket, prefix, cancellationToken))
        {
            if (!copied.Contains(file.Key))
            {
                old.Add(file.Key);
            }
        }

        foreach (var key in old)
        {
            Deadline.Doing($"deleting s3://{bucket}/{key}");
            await objects.DeleteAsync(bucket, key, cancellationToken);
        }
    }

    /// <summary>Deletes what the query wrote, once it has been copied.</summary>
    public Task ClearAsync(RunPlan plan, StageDataset dataset, CancellationToken cancellationToken) =>
        objects.DeleteAllAsync(settings.Environment.ProcessedBucket, Prefix(plan, dataset), cancellationToken);

    private static string Prefix(RunPlan plan, StageDataset dataset) => $"stages-athena/{plan.Pipeline}/{plan.RunId}/{dataset.SqlName}/";
}
