using System.Text.Json;
using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Glue.Jobs.Scripts.Spark;
using Sluice.Lake.S3;

namespace Sluice.Lake.Glue.Jobs.Scripts;

/// <summary>What <c>glue/sql_job.py</c> does: a group of Spark SQL queries, each from Parquet to Parquet.</summary>
internal sealed class SqlJob : IJobScript
{
    /// <summary>Spark puts NULL first; so must whoever takes its place.</summary>
    private static readonly Dictionary<string, string> Settings = new() { ["default_null_order"] = "nulls_first_on_asc_last_on_desc" };

    /// <inheritdoc/>
    public string FileName => "sql_job.py";

    /// <inheritdoc/>
    public async Task RunAsync(JobCall call, CancellationToken cancellationToken)
    {
        var group = await ReadAsync(call, cancellationToken);
        using var session = new EngineSession(call.Folder.CreateTemporary("job"), call.Folder.Root, Settings);
        var spark = new SparkSession(session, call.Objects);
        var failures = new List<string>();
        var missing = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var dataset in group)
        {
            try
            {
                if (dataset.Tables.Select(table => missing.GetValueOrDefault(Folder(table.S3Path))).FirstOrDefault(static name => name is not null) is { } lost)
                {
                    throw new JobFailedException($"left out, because it reads what {lost} should have written");
                }

                var rows = await RunAsync(spark, dataset, cancellationToken);
                call.Log.Info($"Finished {dataset.SqlName}: {rows} rows to {dataset.S3Target ?? "nowhere"}.");
            }
            catch (JobFailedException failure)
            {
                failures.Add($"{dataset.SqlName}: {failure.Message}");
                if (dataset.S3Target is not null)
                {
                    missing[Folder(dataset.S3Target)] = dataset.SqlName;
                }
            }
        }

        if (failures.Count > 0)
        {
            throw new JobFailedException(string.Join('\n', failures));
        }
    }

    private static async Task<long> RunAsync(SparkSession spark, SqlDataset dataset, CancellationToken cancellationToken)
    {
        foreach (var table in dataset.Tables)
        {
            spark.CreateView(table.TableName, table.S3Path, cancellationToken);
        }

        return await spark.RunAsync(dataset.SqlText, dataset.S3Target, cancellationToken);
    }

    private static async Task<IReadOnlyList<SqlDataset>> ReadAsync(JobCall call, CancellationToken cancellationToken)
    {
        var (where, text) = ("--group_list", "");
        if (call.Arguments.TryGetValue("group_location", out var location))
        {
            if (!S3Uri.TryParse(location, out var uri) || !call.Objects.BucketExists(uri.Bucket) || call.Objects.Find(uri.Bucket, uri.Key) is not { } stored)
            {
                throw new JobFailedException($"The argument --group_location names {location}, where there is no object.");
            }

            (where, text) = (location, await File.ReadAllTextAsync(stored.FilePath, cancellationToken));
        }
        else
        {
            text = call.Arguments.ContainsKey("group_list")
                ? call.Required("group_list")
                : throw new JobFailedException(
                    $"The job {call.Job.Name} needs one of the arguments --group_location, s3://bucket/key of its group of datasets, and --group_list, the group itself as JSON.");
        }

        try
        {
            return JsonSerializer.Deserialize<List<SqlDataset>>(text) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw new JobFailedException($"{where} is not a list of datasets with sql_name, sql_text, tables and s3_target: {exception.Message}", exception);
        }
    }

    private static string Folder(string path) => path.TrimEnd('/') + "/";
}
