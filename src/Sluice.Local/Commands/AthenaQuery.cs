using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;

namespace Sluice.Local.Commands;

/// <summary>Runs a statement through Athena's API, as any client does.</summary>
public sealed class AthenaQuery(LakeClient client, string workGroup, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    /// <summary>Starts a statement, waits until it is done and reads all of its rows.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="database">The database of unqualified names, or null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AwsServiceException">Athena refuses the statement, or it failed: the message is its StateChangeReason.</exception>
    public async Task<QueryRows> RunAsync(string sql, string? database, CancellationToken cancellationToken)
    {
        var request = new JsonObject { ["QueryString"] = sql, ["WorkGroup"] = workGroup };
        if (database is not null)
        {
            request["QueryExecutionContext"] = new JsonObject { ["Database"] = database };
        }

        var started = await client.InvokeAsync("AmazonAthena.StartQueryExecution", request, cancellationToken);
        var queryExecutionId = (string)started["QueryExecutionId"]!; // StartQueryExecution's only member
        await WaitAsync(queryExecutionId, cancellationToken);
        return await ReadAsync(queryExecutionId, cancellationToken);
    }

    private async Task WaitAsync(string queryExecutionId, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Poll, time);
        while (true)
        {
            var answer = await client.InvokeAsync(
                "AmazonAthena.GetQueryExecution", new JsonObject { ["QueryExecutionId"] = queryExecutionId }, cancellationToken);
            var status = answer["QueryExecution"]!["Status"]!; // always there
            switch ((string?)status["State"])
            {
                case "SUCCEEDED":
                    return;
                case "FAILED" or "CANCELLED":
                    throw new AwsServiceException(
                        "QueryFailed", (string?)status["StateChangeReason"] ?? $"Query {queryExecutionId} did not succeed.");
                default:
                    await timer.WaitForNextTickAsync(cancellationToken);
                    break;
            }
        }
    }

    private async Task<QueryRows> ReadAsync(string queryExecutionId, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<string?>>();
        IReadOnlyList<QueryColumn> columns = [];
        string? nextToken = null;
        do
        {
            var request = new JsonObject { ["QueryExecutionId"] = queryExecutionId };
            if (nextToken is not null)
            {
                request["NextToken"] = nextToken;
            }

            var page = await client.InvokeAsync("AmazonAthena.GetQueryResults", request, cancellationToken);
            var resultSet = page["ResultSet"]!; // always there
            if (nextToken is null)
            {
                columns = Columns(resultSet["ResultSetMetadata"]?["ColumnInfo"] as JsonArray ?? []);
            }

            rows.AddRange((resultSet["Rows"] as JsonArray ?? []).Select(static row =>
                (IReadOnlyList<string?>)((row!["Data"] as JsonArray) ?? []).Select(static datum => (string?)datum?["VarCharValue"]).ToList()));
            nextToken = (string?)page["NextToken"];
        }
        while (nextToken is not null);

        // A SELECT's first row repeats the column names; other statements' results have no such row.
        if (rows.Count > 0 && columns.Count > 0 && rows[0].SequenceEqual(columns.Select(static column => column.Name)))
        {
            rows.RemoveAt(0);
        }

        return new QueryRows(columns, rows);
    }

    private static List<QueryColumn> Columns(JsonArray columnInfo) =>
        columnInfo.Select(static column => new QueryColumn((string?)column!["Name"] ?? "", (string?)column["Type"] ?? "varchar")).ToList();
}
