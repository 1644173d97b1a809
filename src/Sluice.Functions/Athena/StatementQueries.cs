using System.Security.Cryptography;
using System.Text;
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Sluice.Planning;
using Sluice.Sql;

namespace Sluice.Functions.Athena;

/// <summary>The run's statements in Athena.</summary>
public sealed class StatementQueries(IAmazonAthena athena, FunctionSettings settings, ILogger<StatementQueries> logger)
{
    /// <summary>The most ids that BatchGetQueryExecution takes.</summary>
    private const int BatchSize = 50;

    /// <summary>Starts a statement, or finds the query that an earlier call started.</summary>
    public Task<StatementQuery> StartAsync(RunPlan plan, StatementPlan statement, CancellationToken cancellationToken) =>
        StartAsync(
            plan, statement.Id, statement.SqlFile, statement.Origin, statement.Database, statement.Table, statement.Sql, cancellationToken);

    /// <summary>Starts a statement of the run, or finds the query that an earlier call started.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="id">Unique among the run's statements and checks.</param>
    /// <param name="file">The file that it comes from, for messages.</param>
    /// <param name="origin">Where the file's text stands in the statement; null when it is not a user's.</param>
    /// <param name="database">The database of names without one.</param>
    /// <param name="table">The table that it is about.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="cancellationToken">Stops the call, not the query.</param>
    public async Task<StatementQuery> StartAsync(
        RunPlan plan, string id, string file, SqlOrigin? origin, string database, string table, string sql, CancellationToken cancellationToken)
    {
        logger.StatementText(id, sql);
        Deadline.Doing($"starting statement {id} in Athena");
        var response = await athena.StartQueryExecutionAsync(
            new StartQueryExecutionRequest
            {
                // The same for each call, so that Athena knows a retry: 32 to 128 characters.
                ClientRequestToken = Convert.ToHexStringLower(
                    SHA256.HashData(Encoding.UTF8.GetBytes($"{plan.Pipeline}/{plan.RunId}/{id}"))),
                QueryString = sql,
                QueryExecutionContext = new QueryExecutionContext { Database = database },
                WorkGroup = settings.WorkGroup,
            },
            cancellationToken);
        logger.StatementStarted(id, response.QueryExecutionId);
        return new StatementQuery
        {
            StatementId = id,
            SqlFile = file,
            Origin = origin,
            Database = database,
            Table = table,
            QueryExecutionId = response.QueryExecutionId,
        };
    }

    /// <summary>The queries that are not done.</summary>
    /// <exception cref="StatementFailedException">One failed. Those that still ran are stopped: their rows are for nobody.</exception>
    public async Task<IReadOnlyList<StatementQuery>> StillRunningAsync(
        IReadOnlyList<StatementQuery> queries, CancellationToken cancellationToken)
    {
        var running = new List<StatementQuery>();
        var failures = new List<string>();
        foreach (var batch in queries.Chunk(BatchSize))
        {
            var statuses = await StatusesAsync(batch, cancellationToken);
            foreach (var query in batch)
            {
                var status = statuses[query.QueryExecutionId];
                if (status.State == QueryExecutionState.FAILED || status.State == QueryExecutionState.CANCELLED)
                {
                    var reason = status.StateChangeReason ?? "Athena gives no reason.";
                    failures.Add($"Statement {query.StatementId} {query.Describe(status.State.Value, reason)} (query {query.QueryExecutionId})");
                }
                else if (status.State != QueryExecutionState.SUCCEEDED)
                {
                    running.Add(query);
                }
            }
        }

        if (failures.Count == 0)
        {
            return running;
        }

        await StopRunningAsync(running, cancellationToken);
        throw new StatementFailedException(string.Join('\n', failures));
    }

    /// <summary>Stops those that are not done; returns how many.</summary>
    public async Task<int> StopAsync(IReadOnlyList<StatementQuery> queries, CancellationToken cancellationToken)
    {
        var running = new List<StatementQuery>();
        foreach (var batch in queries.Chunk(BatchSize))
        {
            var statuses = await StatusesAsync(batch, cancellationToken);
            running.AddRange(batch.Where(query =>
                statuses[query.QueryExecutionId].State is { } state && (state == QueryExecutionState.QUEUED || state == QueryExecutionState.RUNNING)));
        }

        await StopRunningAsync(running, cancellationToken);
        return running.Count;
    }

    /// <summary>The rows that the statements wrote, for each target.</summary>
    public async Task<IReadOnlyDictionary<(string Database, string Table), long>> CountRowsAsync(
        IReadOnlyList<StatementQuery> queries, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<(string Database, string Table), long>();
        foreach (var query in queries)
        {
            Deadline.Doing($"asking Athena how many rows statement {query.StatementId} wrote");
            var results = await athena.GetQueryResultsAsync(
                new GetQueryResultsRequest { QueryExecutionId = query.QueryExecutionId, MaxResults = 1 }, cancellationToken);
            var written = results.UpdateCount ?? throw new StatementFailedException(
                $"Athena does not say how many rows statement {query.StatementId} wrote (query {query.QueryExecutionId}).");
            rows[(query.Database, query.Table)] = checked(rows.GetValueOrDefault((query.Database, query.Table)) + written);
        }

        return rows;
    }

    /// <summary>The first row of a query's result, by column.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> ReadRowAsync(StatementQuery query, CancellationToken cancellationToken)
    {
        // The first row of the first page repeats the columns' names.
        var results = await athena.GetQueryResultsAsync(
            new GetQueryResultsRequest { QueryExecutionId = query.QueryExecutionId, MaxResults = 2 }, cancellationToken);
        var columns = results.ResultSet?.ResultSetMetadata?.ColumnInfo ?? [];
        if (results.ResultSet?.Rows is not [_, { Data: { } row }, ..] || row.Count != columns.Count)
        {
            throw new StatementFailedException(
                $"Statement {query.StatementId} ({query.SqlFile}) returned no row (query {query.QueryExecutionId}).");
        }

        return columns.Zip(row).ToDictionary(static pair => pair.First.Name, static pair => (string?)pair.Second.VarCharValue);
    }

    /// <summary>The columns of a query's result.</summary>
    public async Task<IReadOnlyList<ColumnInfo>> ReadColumnsAsync(StatementQuery query, CancellationToken cancellationToken)
    {
        Deadline.Doing($"asking Athena for the columns of statement {query.StatementId}");
        var results = await athena.GetQueryResultsAsync(
            new GetQueryResultsRequest { QueryExecutionId = query.QueryExecutionId, MaxResults = 1 }, cancellationToken);
        return results.ResultSet?.ResultSetMetadata?.ColumnInfo is { Count: > 0 } columns
            ? columns
            : throw new StatementFailedException(
                $"Statement {query.StatementId} ({query.SqlFile}) has no columns (query {query.QueryExecutionId}).");
    }

    private async Task<Dictionary<string, QueryExecutionStatus>> StatusesAsync(StatementQuery[] batch, CancellationToken cancellationToken)
    {
        Deadline.Doing($"asking Athena for the state of query {batch[0].QueryExecutionId} and {batch.Length - 1} more");
        var response = await athena.BatchGetQueryExecutionAsync(
            new BatchGetQueryExecutionRequest { QueryExecutionIds = [.. batch.Select(static query => query.QueryExecutionId)] },
            cancellationToken);
        if (response.UnprocessedQueryExecutionIds is [var unprocessed, ..])
        {
            throw new StatementFailedException(
                $"Athena does not tell about query {unprocessed.QueryExecutionId}: {unprocessed.ErrorCode} {unprocessed.ErrorMessage}");
        }

        return (response.QueryExecutions ?? []).ToDictionary(static query => query.QueryExecutionId, static query => query.Status);
    }

    private async Task StopRunningAsync(IEnumerable<StatementQuery> running, CancellationToken cancellationToken)
    {
        foreach (var query in running)
        {
            Deadline.Doing($"stopping query {query.QueryExecutionId}");
            try
            {
                await athena.StopQueryExecutionAsync(
                    new StopQueryExecutionRequest { QueryExecutionId = query.QueryExecutionId }, cancellationToken);
            }
            catch (AmazonServiceException exception)
            {
                // The failure to report is another.
                logger.NotStopped(exception, query.QueryExecutionId);
            }
        }
    }
}
