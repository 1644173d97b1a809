using Amazon.Glue.Model;
using Amazon.S3.Model;
using Sluice.Configuration;
using Sluice.Functions.Assets;
using Sluice.Functions.Catalog;
using Sluice.Planning;
using Sluice.Runs;
using Sluice.Stages;

namespace Sluice.Functions.Stages;

/// <summary>What stages in Athena write: first where nobody looks, then in place of the target's files.</summary>
public sealed class StageTargets(S3Objects objects, S3Copies copies, RunStore runs, DateClaims claims, FunctionSettings settings)
{
    private const string OnlyFile = "part-00000";
    private const int FilesAtOnce = 8;

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
    /// A single file takes the place of the last run's single file in one step. Called again, it copies to the same keys.
    /// </summary>
    /// <exception cref="SupersededException">A newer run of the date has begun, and may have removed what was to be copied.</exception>
    /// <exception cref="RunClosedException">The execution has ended, and another one has the steps.</exception>
    public async Task ReplaceAsync(RunPlan plan, StageDataset dataset, CancellationToken cancellationToken)
    {
        var from = settings.Environment.ProcessedBucket;
        var slash = dataset.S3Target.IndexOf('/', "s3://".Length);
        var (bucket, prefix) = (dataset.S3Target["s3://".Length..slash], dataset.S3Target[(slash + 1)..].TrimEnd('/') + "/");
        var files = new List<S3Object>();
        await foreach (var file in objects.ListAsync(from, Prefix(plan, dataset), cancellationToken))
        {
            files.Add(file);
        }

        // Several files cannot change at once: names of the run's own keep the old rows whole until all of the new ones are there.
        var keys = files.ToDictionary(
            static file => file.Key,
            file => files.Count == 1 ? $"{prefix}{OnlyFile}" : $"{prefix}{plan.RunId}-{file.Key[(file.Key.LastIndexOf('/') + 1)..]}",
            StringComparer.Ordinal);
        await CheckHeldAsync(plan, cancellationToken);
        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = cancellationToken },
            async (file, token) =>
            {
                Deadline.Doing($"copying s3://{from}/{file.Key} to s3://{bucket}/{keys[file.Key]}");
                await copies.CopyAsync((from, file.Key), file.Size ?? 0, file.ETag, (bucket, keys[file.Key]), token);
            });

        var copied = keys.Values.ToHashSet(StringComparer.Ordinal);
        var old = new List<string>();
        await foreach (var file in objects.ListAsync(bucket, prefix, cancellationToken))
        {
            if (!copied.Contains(file.Key))
            {
                old.Add(file.Key);
            }
        }

        // Looked at last: had another run removed some of the files before they were listed, its claim would be there by now.
        await CheckHeldAsync(plan, cancellationToken);
        Deadline.Doing($"deleting {old.Count} old files below s3://{bucket}/{prefix}");
        await objects.DeleteAllAsync(bucket, old, cancellationToken);
    }

    /// <summary>A function lives on when its execution is stopped, and steps whose targets have no date may then be another date's.</summary>
    private async Task CheckHeldAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        await claims.CheckNewestAsync(plan, cancellationToken);
        await runs.CheckStepsAsync(plan, cancellationToken);
    }

    /// <summary>Deletes what the query wrote, once it has been copied.</summary>
    public Task ClearAsync(RunPlan plan, StageDataset dataset, CancellationToken cancellationToken) =>
        objects.DeleteAllAsync(settings.Environment.ProcessedBucket, Prefix(plan, dataset), cancellationToken);

    /// <summary>The folder below which all runs of the plan's date write.</summary>
    public static string DatePrefix(RunPlan plan) => $"stages-athena/{plan.Pipeline}/{ExecDate.Format(plan.ExecDate)}/";

    private static string Prefix(RunPlan plan, StageDataset dataset) => $"{DatePrefix(plan)}{plan.RunId}/{dataset.SqlName}/";
}
