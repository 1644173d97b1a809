using Amazon.Athena;
using Amazon.Athena.Model;
using Sluice.AwsSubset.Tests.Servers;

namespace Sluice.AwsSubset.Tests.AWSSDK.Athena;

public sealed class AthenaOverMotoTests(MotoServer moto) : IClassFixture<MotoServer>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_is_started_read_and_its_rows_fetched()
    {
        using var athena = moto.Athena();
        var id = (await athena.StartQueryExecutionAsync(
            new StartQueryExecutionRequest
            {
                QueryString = "SELECT 1",
                QueryExecutionContext = new QueryExecutionContext { Database = "db", Catalog = "AwsDataCatalog" },
                ResultConfiguration = new ResultConfiguration { OutputLocation = "s3://athena-results/" },
                ExecutionParameters = ["1"],
                WorkGroup = "primary",
            },
            Cancel)).QueryExecutionId;

        var query = (await athena.GetQueryExecutionAsync(
            new GetQueryExecutionRequest { QueryExecutionId = id }, Cancel)).QueryExecution;
        Assert.Equal(id, query.QueryExecutionId);
        Assert.Equal("SELECT 1", query.Query);
        Assert.Equal("db", query.QueryExecutionContext.Database);
        Assert.Equal("primary", query.WorkGroup);
        Assert.Equal($"s3://athena-results/{id}.csv", query.ResultConfiguration.OutputLocation);
        Assert.NotNull(query.Status.SubmissionDateTime);
        Assert.NotNull(query.Statistics.DataScannedInBytes);

        var results = await athena.GetQueryResultsAsync(new GetQueryResultsRequest { QueryExecutionId = id }, Cancel);
        Assert.NotNull(results.ResultSet.Rows);
        Assert.NotNull(results.ResultSet.ResultSetMetadata.ColumnInfo);
    }

    [Fact]
    public async Task A_query_is_stopped()
    {
        using var athena = moto.Athena();
        var id = (await athena.StartQueryExecutionAsync(
            new StartQueryExecutionRequest
            {
                QueryString = "SELECT 1",
                ResultConfiguration = new ResultConfiguration { OutputLocation = "s3://athena-results/" },
            },
            Cancel)).QueryExecutionId;

        await athena.StopQueryExecutionAsync(new StopQueryExecutionRequest { QueryExecutionId = id }, Cancel);

        var query = await athena.GetQueryExecutionAsync(new GetQueryExecutionRequest { QueryExecutionId = id }, Cancel);
        Assert.Equal(QueryExecutionState.CANCELLED, query.QueryExecution.Status.State);
    }

    [Fact]
    public async Task A_work_group_is_read()
    {
        using var athena = moto.Athena();

        var group = (await athena.GetWorkGroupAsync(new GetWorkGroupRequest { WorkGroup = "primary" }, Cancel)).WorkGroup;

        Assert.Equal("primary", group.Name);
        Assert.Equal(WorkGroupState.ENABLED, group.State);
        Assert.False(group.Configuration.EnforceWorkGroupConfiguration);
    }
}
