using System.Net;
using System.Text.RegularExpressions;
using Amazon;
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Glue;
using Amazon.Glue.Model;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Sluice.AwsSubset.Tests.Servers;

namespace Sluice.AwsSubset.Tests.Runtime;

public sealed class JsonProtocolTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_a_signed_post_that_names_its_operation()
    {
        await using var server = new RecordedServer().Answer("{}");
        using var glue = server.Glue();

        await glue.GetTableAsync(new GetTableRequest { DatabaseName = "db", Name = "t" }, Cancel);

        var request = server.SingleRequest();
        Assert.Equal("POST", request.Method);
        Assert.Equal("/", request.Path);
        Assert.Equal("AWSGlue.GetTable", request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", request.Headers["Content-Type"]);
        Assert.Matches(
            new Regex("^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/eu-west-1/glue/aws4_request, "
                + "SignedHeaders=[a-z0-9;-]*x-amz-target[a-z0-9;-]*, Signature=[0-9a-f]{64}$"),
            request.Headers["Authorization"]);
    }

    [Fact]
    public async Task Athena_has_its_own_target_and_signing_name()
    {
        await using var server = new RecordedServer().Answer("{}");
        using var athena = server.Athena();

        await athena.GetWorkGroupAsync(new GetWorkGroupRequest { WorkGroup = "w" }, Cancel);

        Assert.Equal("AmazonAthena.GetWorkGroup", server.SingleRequest().Headers["X-Amz-Target"]);
        Assert.Contains("/eu-west-1/athena/aws4_request", server.SingleRequest().Headers["Authorization"]);
    }

    [Fact]
    public async Task What_is_not_set_is_not_sent_and_what_is_set_empty_is()
    {
        await using var server = new RecordedServer().Answer("{}");
        using var glue = server.Glue();

        await glue.CreateTableAsync(
            new CreateTableRequest
            {
                DatabaseName = "db",
                TableInput = new TableInput
                {
                    Name = "t",
                    LastAccessTime = new DateTime(2023, 11, 14, 22, 13, 20, DateTimeKind.Utc),
                    PartitionKeys = [],
                    Parameters = new Dictionary<string, string> { ["é<"] = "" },
                    StorageDescriptor = new StorageDescriptor
                    {
                        Columns = [new Column { Name = "a", Type = "int" }],
                        Compressed = false,
                    },
                },
            },
            Cancel);

        Assert.Equal(
            """{"DatabaseName":"db","TableInput":{"LastAccessTime":1700000000,"Name":"t","Parameters":{"é<":""},""" +
            """
            "PartitionKeys":[],"StorageDescriptor":{"Columns":[{"Name":"a","Type":"int"}],"Compressed":false}}}
            """,
            server.SingleRequest().Body);
    }

    [Fact]
    public async Task Enumerations_are_sent_as_text()
    {
        await using var server = new RecordedServer().Answer("{}");
        using var glue = server.Glue();

        await glue.UpdateCrawlerAsync(
            new UpdateCrawlerRequest
            {
                Name = "c",
                RecrawlPolicy = new RecrawlPolicy { RecrawlBehavior = RecrawlBehavior.CRAWL_NEW_FOLDERS_ONLY },
            },
            Cancel);

        Assert.Equal(
            """{"Name":"c","RecrawlPolicy":{"RecrawlBehavior":"CRAWL_NEW_FOLDERS_ONLY"}}""", server.SingleRequest().Body);
    }

    [Fact]
    public async Task An_answer_is_read_with_its_unknown_members_ignored()
    {
        await using var server = new RecordedServer().Answer(
            """
            {"Crawler":{"Name":"c","State":"NEW_IN_2030","CreationTime":1700000000.123,"CrawlElapsedTime":5000000000,
             "LastCrawl":{"Status":"SUCCEEDED","StartTime":"2023-11-14T22:13:20Z"},"Nested":{"a":[1]}},"More":true}
            """);
        using var glue = server.Glue();

        var answer = await glue.GetCrawlerAsync(new GetCrawlerRequest { Name = "c" }, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.HttpStatusCode);
        Assert.Equal("request-1", answer.ResponseMetadata.RequestId);
        Assert.Equal("NEW_IN_2030", answer.Crawler.State.Value);
        Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20, 123, DateTimeKind.Utc), answer.Crawler.CreationTime);
        Assert.Equal(DateTimeKind.Utc, answer.Crawler.CreationTime!.Value.Kind);
        Assert.Equal(5_000_000_000, answer.Crawler.CrawlElapsedTime);
        Assert.Equal(LastCrawlStatus.SUCCEEDED, answer.Crawler.LastCrawl.Status);
        Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20, DateTimeKind.Utc), answer.Crawler.LastCrawl.StartTime);
        Assert.Null(answer.Crawler.Classifiers);
        Assert.Null(answer.Crawler.Version);
    }

    [Fact]
    public async Task An_answer_without_a_body_is_an_empty_answer()
    {
        await using var server = new RecordedServer().Answer("");
        using var glue = server.Glue();

        var answer = await glue.StartCrawlerAsync(new StartCrawlerRequest { Name = "c" }, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.HttpStatusCode);
    }

    [Theory]
    [InlineData("EntityNotFoundException", typeof(EntityNotFoundException))]
    [InlineData("com.amazonaws.glue#AlreadyExistsException", typeof(AlreadyExistsException))]
    [InlineData("CrawlerRunningException", typeof(CrawlerRunningException))]
    [InlineData("InvalidInputException", typeof(InvalidInputException))]
    [InlineData("ConcurrentModificationException", typeof(ConcurrentModificationException))]
    [InlineData("AccessDeniedException", typeof(AmazonGlueException))]
    [InlineData("Column", typeof(AmazonGlueException))]
    public async Task An_error_is_the_exception_of_its_name_or_the_general_one(string code, Type expected)
    {
        await using var server = new RecordedServer()
            .Answer($$"""{"__type":"{{code}}","Message":"Crawler c is not right."}""", 400);
        using var glue = server.Glue();

        var error = await Assert.ThrowsAnyAsync<AmazonGlueException>(
            () => glue.StartCrawlerAsync(new StartCrawlerRequest { Name = "c" }, Cancel));

        Assert.Equal(expected, error.GetType());
        Assert.Equal("Crawler c is not right.", error.Message);
        Assert.Equal(code.Split('#')[^1], error.ErrorCode);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal("request-1", error.RequestId);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_exception_has_the_members_that_its_error_has()
    {
        await using var server = new RecordedServer().Answer(
            """{"__type":"InvalidRequestException","Message":"line 1:8","AthenaErrorCode":"MALFORMED_QUERY"}""", 400);
        using var athena = server.Athena();

        var error = await Assert.ThrowsAsync<InvalidRequestException>(
            () => athena.StartQueryExecutionAsync(new StartQueryExecutionRequest { QueryString = "x" }, Cancel));

        Assert.Equal("MALFORMED_QUERY", error.AthenaErrorCode);
        Assert.Equal("line 1:8", error.Message);
    }

    [Theory]
    [InlineData("ThrottlingException", 400)]
    [InlineData("TooManyRequestsException", 400)]
    [InlineData("InternalServerException", 500)]
    public async Task What_may_pass_is_tried_again_with_the_same_token(string code, int status)
    {
        await using var server = new RecordedServer()
            .Answer($$"""{"__type":"{{code}}","message":"Slow down."}""", status)
            .Answer("""{"QueryExecutionId":"q1"}""");
        using var athena = server.Athena();

        var answer = await athena.StartQueryExecutionAsync(
            new StartQueryExecutionRequest { QueryString = "SELECT 1" }, Cancel);

        Assert.Equal("q1", answer.QueryExecutionId);
        var tokens = server.Requests.Select(r => r.Json.GetProperty("ClientRequestToken").GetString()).ToList();
        Assert.Equal(2, tokens.Count);
        Assert.Equal(tokens[0], tokens[1]);
        Assert.Equal(36, tokens[0]!.Length);
    }

    [Fact]
    public async Task A_token_is_new_for_each_call_and_the_callers_where_it_sets_one()
    {
        await using var server = new RecordedServer().Answer("{}").Answer("{}").Answer("{}");
        using var athena = server.Athena();
        var request = new StartQueryExecutionRequest { QueryString = "SELECT 1" };

        await athena.StartQueryExecutionAsync(request, Cancel);
        await athena.StartQueryExecutionAsync(request, Cancel);
        request.ClientRequestToken = "mine-mine-mine-mine-mine-mine-mine";
        await athena.StartQueryExecutionAsync(request, Cancel);

        var tokens = server.Requests.Select(r => r.Json.GetProperty("ClientRequestToken").GetString()).ToList();
        Assert.NotEqual(tokens[0], tokens[1]);
        Assert.Equal("mine-mine-mine-mine-mine-mine-mine", tokens[2]);
    }

    [Fact]
    public async Task Throttling_that_does_not_pass_is_thrown_after_the_retries()
    {
        await using var server = new RecordedServer();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            server.Answer("""{"__type":"TooManyRequestsException","message":"m","Reason":"CONCURRENT_QUERY_LIMIT_EXCEEDED"}""", 400);
        }

        using var athena = server.Athena();

        var error = await Assert.ThrowsAsync<TooManyRequestsException>(
            () => athena.GetQueryExecutionAsync(new GetQueryExecutionRequest { QueryExecutionId = "q" }, Cancel));

        Assert.Equal(ThrottleReason.CONCURRENT_QUERY_LIMIT_EXCEEDED, error.Reason);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_cancelled_call_ends_at_once()
    {
        await using var server = new RecordedServer();
        using var glue = server.Glue();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => glue.StartCrawlerAsync(new StartCrawlerRequest { Name = "c" }, new CancellationToken(canceled: true)));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Pages_are_asked_for_with_the_token_of_the_one_before()
    {
        await using var server = new RecordedServer()
            .Answer("""{"Partitions":[{"Values":["1996-01-01"]}],"NextToken":"t1"}""")
            .Answer("""{"Partitions":[{"Values":["1996-01-02"]}]}""");
        using var glue = server.Glue();
        var request = new GetPartitionsRequest { DatabaseName = "db", TableName = "t", MaxResults = 1 };
        var values = new List<string>();

        do
        {
            var page = await glue.GetPartitionsAsync(request, Cancel);
            values.AddRange(page.Partitions.Select(partition => partition.Values.Single()));
            request.NextToken = page.NextToken;
        }
        while (request.NextToken is not null);

        Assert.Equal(["1996-01-01", "1996-01-02"], values);
        Assert.Equal(
            ["""{"DatabaseName":"db","MaxResults":1,"TableName":"t"}""",
             """{"DatabaseName":"db","MaxResults":1,"NextToken":"t1","TableName":"t"}"""],
            server.Requests.Select(r => r.Body));
    }

    // An interface with static members that nothing implements could not be a service's type (CS8920).
    [Fact]
    public async Task A_client_is_registered_and_resolved_by_its_interface()
    {
        await using var server = new RecordedServer();
        await using var services = new ServiceCollection()
            .AddSingleton<IAmazonGlue>(_ => server.Glue())
            .AddSingleton<IAmazonAthena>(_ => server.Athena())
            .BuildServiceProvider();

        Assert.IsType<AmazonGlueClient>(services.GetRequiredService<IAmazonGlue>());
        Assert.IsType<AmazonAthenaClient>(services.GetRequiredService<IAmazonAthena>());
    }

    [Theory]
    [InlineData("eu-west-1", false, false, "https://glue.eu-west-1.amazonaws.com/")]
    [InlineData("cn-north-1", false, false, "https://glue.cn-north-1.amazonaws.com.cn/")]
    [InlineData("us-east-1", true, false, "https://glue-fips.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", false, true, "https://glue.us-east-1.api.aws/")]
    public void Without_a_configured_endpoint_it_is_the_regions(string region, bool fips, bool dualStack, string expected)
    {
        var config = new AmazonGlueConfig
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            UseFIPSEndpoint = fips,
            UseDualstackEndpoint = dualStack,
        };

        Assert.Equal(
            expected,
            new Uri(config.DetermineServiceOperationEndpoint(new(new GetTableRequest())).URL).ToString());
    }
}
