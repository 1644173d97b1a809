using Amazon.Athena;
using Amazon.Athena.Model;
using Sluice.AwsSubset.Tests.Servers;

namespace Sluice.AwsSubset.Tests.AWSSDK.Athena;

/// <summary>What moto does not answer, or not as Athena does.</summary>
public sealed class QueryExecutionTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queries_are_read_in_a_batch_with_those_that_are_not_there()
    {
        await using var server = new RecordedServer().Answer(
            """
            {"QueryExecutions":[{"QueryExecutionId":"q1","StatementType":"DML","SubstatementType":"INSERT",
              "Status":{"State":"FAILED","StateChangeReason":"TABLE_NOT_FOUND: line 1:15","CompletionDateTime":1700000000.5,
              "AthenaError":{"ErrorCategory":2,"ErrorType":1006,"Retryable":false,"ErrorMessage":"no table"}},
              "Statistics":{"DataScannedInBytes":5368709120,"EngineExecutionTimeInMillis":12}}],
             "UnprocessedQueryExecutionIds":[{"QueryExecutionId":"q2","ErrorCode":"INVALID_INPUT","ErrorMessage":"absent"}]}
            """);
        using var athena = server.Athena();

        var answer = await athena.BatchGetQueryExecutionAsync(
            new BatchGetQueryExecutionRequest { QueryExecutionIds = ["q1", "q2"] }, Cancel);

        Assert.Equal("""{"QueryExecutionIds":["q1","q2"]}""", server.SingleRequest().Body);
        var query = Assert.Single(answer.QueryExecutions);
        Assert.Equal(QueryExecutionState.FAILED, query.Status.State);
        Assert.Equal("TABLE_NOT_FOUND: line 1:15", query.Status.StateChangeReason);
        Assert.Equal(1006, query.Status.AthenaError.ErrorType);
        Assert.Equal(StatementType.DML, query.StatementType);
        Assert.Equal(5_368_709_120, query.Statistics.DataScannedInBytes);
        Assert.Equal("q2", Assert.Single(answer.UnprocessedQueryExecutionIds).QueryExecutionId);
    }

    [Fact]
    public async Task Rows_tell_a_null_from_an_empty_text()
    {
        await using var server = new RecordedServer().Answer(
            """
            {"UpdateCount":0,"ResultSet":{"Rows":[{"Data":[{"VarCharValue":"a"},{"VarCharValue":"b"}]},
              {"Data":[{"VarCharValue":""},{}]}],
              "ResultSetMetadata":{"ColumnInfo":[{"Name":"a","Type":"varchar","Nullable":"UNKNOWN","Precision":2147483647}]}}}
            """);
        using var athena = server.Athena();

        var results = await athena.GetQueryResultsAsync(
            new GetQueryResultsRequest { QueryExecutionId = "q", MaxResults = 1000 }, Cancel);

        Assert.Equal(["", null], results.ResultSet.Rows[1].Data.Select(datum => datum.VarCharValue));
        var column = Assert.Single(results.ResultSet.ResultSetMetadata.ColumnInfo);
        Assert.Equal(ColumnNullable.UNKNOWN, column.Nullable);
        Assert.Equal(int.MaxValue, column.Precision);
        Assert.Equal(0, results.UpdateCount);
        Assert.Null(results.NextToken);
    }
}
