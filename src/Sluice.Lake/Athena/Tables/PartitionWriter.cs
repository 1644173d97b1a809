using System.Globalization;
using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Statements;
using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;

namespace Sluice.Lake.Athena.Tables;

/// <summary>Writes staged rows into a table's files, a file a partition, and makes new partitions known.</summary>
internal sealed class PartitionWriter(StatementContext context, GlueTable table, QueryRun run)
{
    /// <summary>Athena's limit on the partitions of one statement.</summary>
    public const int MostPartitions = 100;

    private readonly IWritableFormat format = context.Relations.WritableFormat(table);
    private readonly string queryId = run.Query.QueryExecutionId;

    /// <summary>Removes the objects that an earlier attempt at this query has written.</summary>
    public void RemoveOwn()
    {
        var locations = context.Catalog.Partitions(table.DatabaseName, table.Name)
            .Select(static partition => partition.StorageDescriptor?.Location)
            .Append(table.StorageDescriptor?.Location);
        foreach (var location in locations)
        {
            if (!S3Uri.TryParse(location, out var uri) || !context.Store.BucketExists(uri.Bucket))
            {
                continue;
            }

            foreach (var found in context.Store.List(uri.Bucket, TableFiles.AsFolder(uri).Key))
            {
                if (found.Key.AsSpan(found.Key.LastIndexOf('/') + 1).Contains(queryId, StringComparison.Ordinal))
                {
                    context.Store.Delete(found.Bucket, found.Key);
                }
            }
        }
    }

    /// <summary>
    /// Writes everything in <c>memory.main.staged</c>, does what else belongs to the statement, and then makes new partitions known:
    /// what fails before leaves nothing behind.
    /// </summary>
    /// <param name="session">Where the rows are.</param>
    /// <param name="columns">The table's columns.</param>
    /// <param name="keys">Its partition keys.</param>
    /// <param name="complete">Is told how many rows there are and where their files lie.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>How many rows.</returns>
    public async Task<long> WriteAsync(
        EngineSession session,
        IReadOnlyList<TableColumn> columns,
        IReadOnlyList<TableColumn> keys,
        Func<long, IReadOnlyList<string>, Task> complete,
        CancellationToken cancellationToken)
    {
        var rows = Convert.ToInt64(
            session.Scalar("SELECT count(*) FROM memory.main.staged", cancellationToken), CultureInfo.InvariantCulture);
        var files = new List<S3Uri>();
        if (rows == 0)
        {
            await complete(0, []);
            return 0;
        }

        var partitions = keys.Count == 0 ? [[]] : Partitions(session, keys, cancellationToken);
        var locations = partitions.Select(values => (Values: values, Location: LocationOf(values))).ToList();
        try
        {
            foreach (var ((values, location), index) in locations.Select(static (pair, index) => (pair, index)))
            {
                var path = Path.Combine(session.TemporaryFolder, $"part-{index}");
                Copy(session, columns, keys, partitions.Count == 1 ? [] : values, path, cancellationToken);
                var folder = TableFiles.AsFolder(location);
                var file = folder with { Key = folder.Key + FileName(index) };
                files.Add(file);
                await context.Store.PutFileAsync(file.Bucket, file.Key, path, cancellationToken);
            }

            await complete(rows, files.ConvertAll(static file => file.ToString()));
            cancellationToken.ThrowIfCancellationRequested();
            Register(locations);
        }
        catch
        {
            foreach (var file in files)
            {
                context.Store.Delete(file.Bucket, file.Key);
            }

            throw;
        }

        return rows;
    }

    private static List<IReadOnlyList<string>> Partitions(EngineSession session, IReadOnlyList<TableColumn> keys, CancellationToken cancellationToken)
    {
        var texts = keys.Select(static key => $"coalesce(nullif(CAST({key.Quoted} AS VARCHAR), ''), '{PartitionValue.Null}')");
        using var result = session.Connection.Query(
            $"SELECT DISTINCT {string.Join(", ", texts)} FROM memory.main.staged ORDER BY ALL LIMIT {MostPartitions + 1}", cancellationToken);
        var partitions = result.Rows().Select(static row => (IReadOnlyList<string>)row.Select(static value => (string)value!).ToList()).ToList();
        return partitions.Count <= MostPartitions
            ? partitions
            : throw new QueryFailure(
                "HIVE_TOO_MANY_OPEN_PARTITIONS", $"Exceeded limit of {MostPartitions} open writers for partitions/buckets");
    }

    private S3Uri LocationOf(IReadOnlyList<string> values)
    {
        var location = values.Count == 0
            ? table.StorageDescriptor?.Location
            : context.Catalog.FindPartition(table.DatabaseName, table.Name, values)?.StorageDescriptor?.Location
                ?? NewPartition.Location(table, values);
        return S3Uri.TryParse(location, out var uri) && context.Store.BucketExists(uri.Bucket)
            ? uri
            : throw new QueryFailure("HIVE_FILESYSTEM_ERROR", $"The specified bucket does not exist: {location}");
    }

    private void Copy(
        EngineSession session,
        IReadOnlyList<TableColumn> columns,
        IReadOnlyList<TableColumn> keys,
        IReadOnlyList<string> values,
        string path,
        CancellationToken cancellationToken)
    {
        var conditions = values.Select((value, index) => value == PartitionValue.Null
            ? $"nullif(CAST({keys[index].Quoted} AS VARCHAR), '') IS NULL"
            : $"{keys[index].Quoted} = {PartitionValue.Sql(value, keys[index].Type)}");
        var filter = values.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
        session.Connection.Execute(
            $"COPY (SELECT {string.Join(", ", columns.Select(format.Written))} FROM memory.main.staged{filter}) "
            + $"TO {DuckDbSql.Literal(path)} ({format.CopyOptions(table)})",
            cancellationToken);
    }

    /// <summary>Named as Athena names them: time of submission, a counter, five characters, the query's id.</summary>
    private string FileName(int index) => string.Create(
        CultureInfo.InvariantCulture,
        $"{run.Query.Status.SubmissionDateTime ?? context.Time.Now:yyyyMMdd_HHmmss}_{index:D5}_{queryId[..5]}_{queryId}{format.FileSuffix}");

    /// <summary>All of the new partitions, or none.</summary>
    private void Register(IReadOnlyList<(IReadOnlyList<string> Values, S3Uri Location)> locations)
    {
        var created = new List<IReadOnlyList<string>>();
        try
        {
            foreach (var (values, location) in locations)
            {
                if (Register(values, location))
                {
                    created.Add(values);
                }
            }
        }
        catch
        {
            foreach (var values in created.Where(values => context.Catalog.FindPartition(table.DatabaseName, table.Name, values) is not null))
            {
                context.Catalog.DeletePartition(table.DatabaseName, table.Name, values);
            }

            throw;
        }
    }

    private bool Register(IReadOnlyList<string> values, S3Uri location)
    {
        if (values.Count == 0 || context.Catalog.FindPartition(table.DatabaseName, table.Name, values) is not null)
        {
            return false;
        }

        try
        {
            context.Catalog.CreatePartition(NewPartition.Of(table, values, location.ToString(), context.Time.Now));
            return true;
        }
        catch (AwsServiceException exception) when (exception.Code == "AlreadyExistsException")
        {
            // Another INSERT has made it in this moment, for the same folder.
            return false;
        }
    }
}
