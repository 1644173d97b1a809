using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Model;
using Sluice.Lake.Athena.Results;

namespace Sluice.Lake.Athena.Operations;

/// <summary>
/// Results come from the output location; a query's first row is its header.
/// <see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html"/>.
/// </summary>
internal sealed class GetQueryResults(QueryStore queries, ResultReader reader)
    : AthenaOperation<GetQueryResults.Request, GetQueryResults.Response>
{
    /// <inheritdoc/>
    protected override async Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.MaxResults is < 1 or > 1000)
        {
            throw AthenaErrors.Invalid("INVALID_INPUT", $"MaxResults must be 1 to 1000; it is {request.MaxResults}.");
        }

        if (request.QueryResultType is not (null or "DATA_ROWS"))
        {
            throw AthenaErrors.Invalid("INVALID_INPUT", $"The lake does not support the QueryResultType '{request.QueryResultType}' yet.");
        }

        var location = Location(request.QueryExecutionId);
        var metadata = await reader.MetadataAsync(location, cancellationToken);
        var most = request.MaxResults ?? 1000;
        var (rows, next) = metadata switch
        {
            { HasHeader: true } => reader.Rows(location, request.NextToken, most),
            _ when location.Suffix.Length == 0 => ([], null),
            _ => reader.Lines(location, request.NextToken, most),
        };
        return new Response(
            metadata.UpdateCount,
            new ResultSet(rows.Select(static row => new Row(row.Select(static value => new Datum(value)).ToList())).ToList(), new ColumnList(metadata.Columns)),
            next);
    }

    private ResultLocation Location(string id)
    {
        if (!queries.TryFind(id, out var query))
        {
            throw AthenaErrors.NoSuchQuery(id);
        }

        return query.Status.State switch
        {
            QueryExecutionState.SUCCEEDED => ResultLocation.Of(query.ResultConfiguration!.OutputLocation!, id), // set when it was started
            QueryExecutionState.QUEUED or QueryExecutionState.RUNNING => throw AthenaErrors.Invalid(
                "INVALID_QUERY_STATUS", $"Query has not yet finished. Current state: {query.Status.State}"),
            _ => throw AthenaErrors.Invalid(
                "INVALID_QUERY_STATUS",
                $"Query did not finish successfully. Final query state: {query.Status.State}"),
        };
    }

    internal sealed record Request
    {
        public required string QueryExecutionId { get; init; }
        public string? NextToken { get; init; }
        public int? MaxResults { get; init; }
        public string? QueryResultType { get; init; }
    }

    internal sealed record Response(long UpdateCount, ResultSet ResultSet, string? NextToken);

    internal sealed record ResultSet(IReadOnlyList<Row> Rows, ColumnList ResultSetMetadata);

    internal sealed record Row(IReadOnlyList<Datum> Data);

    internal sealed record Datum(string? VarCharValue);

    internal sealed record ColumnList(IReadOnlyList<ColumnInfo> ColumnInfo);
}
