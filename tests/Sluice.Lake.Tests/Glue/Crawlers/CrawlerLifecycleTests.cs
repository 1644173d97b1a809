using Sluice.Lake.Protocol;

namespace Sluice.Lake.Tests.Glue.Crawlers;

public sealed class CrawlerLifecycleTests : IAsyncLifetime
{
    private readonly GlueLake lake = GlueLake.Create();

    [Fact]
    public async Task Get_ShowsWhatWasCreated_WithGluesDefaults()
    {
        await lake.CreateCrawlerAsync("Landing", "landing_db/", """, "Description": "d", "TablePrefix": "p_", "Schedule": "cron(15 12 * * ? *)" """);
        await lake.RestartAsync();

        var crawler = (await lake.CallAsync("GetCrawler", """{"Name": "Landing"}"""))["Crawler"]!.AsObject();
        crawler.Remove("CreationTime");
        crawler.Remove("LastUpdated");
        Assert.Equal(
            """
            {"Name":"Landing","Role":"crawl","Targets":{"S3Targets":[{"Path":"s3://sluice-landing-000000000000-dev/landing_db/"}]},"DatabaseName":"db","Description":"d","Classifiers":[],"RecrawlPolicy":{"RecrawlBehavior":"CRAWL_EVERYTHING"},"SchemaChangePolicy":{"UpdateBehavior":"UPDATE_IN_DATABASE","DeleteBehavior":"DEPRECATE_IN_DATABASE"},"LineageConfiguration":{"CrawlerLineageSettings":"DISABLE"},"State":"READY","TablePrefix":"p_","Schedule":{"ScheduleExpression":"cron(15 12 * * ? *)","State":"SCHEDULED"},"CrawlElapsedTime":0,"Version":1,"LakeFormationConfiguration":{"UseLakeFormationCredentials":false,"AccountId":""}}
            """,
            crawler.ToJsonString());
    }

    [Fact]
    public async Task Update_ChangesWhatItNames()
    {
        await lake.CreateCrawlerAsync("c", "a/", """, "Description": "old" """);
        await lake.CallAsync("UpdateCrawler", """{"Name": "c", "TablePrefix": "x_"}""");
        var crawler = (await lake.CallAsync("GetCrawler", """{"Name": "c"}"""))["Crawler"]!;
        Assert.Equal(("x_", "old", 2), ((string?)crawler["TablePrefix"], (string?)crawler["Description"], (int)crawler["Version"]!));
    }

    [Fact]
    public async Task TwoStartsAtOnce_AreOneRunAndOneCrawlerRunningException()
    {
        await lake.PutParquetAsync("t/a.parquet", "SELECT 1 AS a");
        await lake.CreateCrawlerAsync("c", "t/");
        using var barrier = new Barrier(2);

        // The crawl cannot end between the two: a start holds the store's lock only while it looks and writes.
        var outcomes = new List<string>();
        for (var round = 0; round < 20 && !outcomes.Contains("CrawlerRunningException"); round++)
        {
            outcomes.AddRange(await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
            {
                barrier.SignalAndWait(TestContext.Current.CancellationToken);
                try
                {
                    await lake.CallAsync("StartCrawler", """{"Name": "c"}""");
                    return "started";
                }
                catch (AwsServiceException exception)
                {
                    Assert.Equal("Crawler with name c has already started.", exception.Message);
                    return exception.Code;
                }
            }))));
            Assert.Equal("SUCCEEDED", await lake.FinishAsync("c"));
        }

        Assert.Contains("CrawlerRunningException", outcomes);
        Assert.Contains("started", outcomes);
    }

    [Fact]
    public async Task AMissingDatabase_FailsTheCrawl()
    {
        await lake.CallAsync("CreateCrawler", $$"""
            {"Name": "c", "Role": "r", "DatabaseName": "nosuch", "Targets": {"S3Targets": [{"Path": "s3://{{GlueLake.Bucket}}/t/"}]} }
            """);
        Assert.Equal("FAILEDDatabase nosuch not found.", await lake.CrawlAsync("c"));
        var last = (await lake.CallAsync("GetCrawler", """{"Name": "c"}"""))["Crawler"]!["LastCrawl"]!;
        Assert.Equal(("/aws-glue/crawlers", "c"), ((string?)last["LogGroup"], (string?)last["LogStream"]));
    }

    [Fact]
    public async Task AMissingBucket_FailsTheCrawl()
    {
        await lake.CallAsync("CreateCrawler", """
            {"Name": "c", "Role": "r", "DatabaseName": "db", "Targets": {"S3Targets": [{"Path": "s3://nosuch-bucket/t/"}]}}
            """);
        Assert.Equal(
            "FAILEDThe target s3://nosuch-bucket/t/ of crawler c: the specified bucket does not exist.", await lake.CrawlAsync("c"));
    }

    [Fact]
    public async Task AnEmptyFolder_IsASuccessWithoutTables()
    {
        await lake.CreateCrawlerAsync("c", "nothing/");
        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));
        Assert.Empty(lake.Catalog.Tables("db"));
    }

    [Fact]
    public async Task Stop_OfAReadyCrawler_IsRefused()
    {
        await lake.CreateCrawlerAsync("c", "t/");
        var error = await lake.FailsAsync("StopCrawler", """{"Name": "c"}""");
        Assert.Equal(("CrawlerNotRunningException", "Crawler with name c isn't running."), (error.Code, error.Message));
    }

    [Fact]
    public async Task AKilledRun_RunsAgain_AndAStoppedOneIsCancelled()
    {
        await lake.PutParquetAsync("t/a.parquet", "SELECT 1 AS a");
        await lake.CreateCrawlerAsync("running", "t/");
        await lake.CreateCrawlerAsync("stopping", "t/");
        await lake.CreateCrawlerAsync("ready", "t/");
        await lake.RestartAsync(afterClose: () =>
        {
            // What the journal holds when the process is killed in the middle of two runs.
            var journal = Path.Combine(lake.Folder.Root, "glue", "crawlers.jsonl");
            var killed = File.ReadAllLines(journal).Select(static line =>
                line.Contains("\"Name\":\"running\"", StringComparison.Ordinal) ? Interrupt(line, "RUNNING")
                : line.Contains("\"Name\":\"stopping\"", StringComparison.Ordinal) ? Interrupt(line, "STOPPING")
                : line);
            File.WriteAllText(journal, string.Concat(killed.Select(static line => line + "\n")));
        });
        Assert.Equal("CrawlerRunningException", (await lake.FailsAsync("StartCrawler", """{"Name": "running"}""")).Code);
        Assert.Equal("CrawlerRunningException", (await lake.FailsAsync("DeleteCrawler", """{"Name": "running"}""")).Code);
        Assert.Equal("CrawlerRunningException", (await lake.FailsAsync("UpdateCrawler", """{"Name": "running", "Description": "x"}""")).Code);
        Assert.Equal("CrawlerStoppingException", (await lake.FailsAsync("StopCrawler", """{"Name": "stopping"}""")).Code);

        lake.Service.Resume();

        Assert.Equal("SUCCEEDED", await lake.FinishAsync("running"));
        Assert.Equal("CANCELLED", await lake.FinishAsync("stopping"));
        Assert.Equal("a int", lake.Columns("t"));
        Assert.Null((await lake.CallAsync("GetCrawler", """{"Name": "ready"}"""))["Crawler"]!["LastCrawl"]);
    }

    [Fact]
    public async Task Metrics_AreMeasured_AndSurviveARestart()
    {
        await lake.PutParquetAsync("t/a.parquet", "SELECT 1 AS a");
        await lake.CreateCrawlerAsync("c", "t/");
        var before = await MetricsAsync();
        Assert.Equal(
            """{"CrawlerName":"c","TimeLeftSeconds":0,"StillEstimating":false,"LastRuntimeSeconds":0,"MedianRuntimeSeconds":0,"TablesCreated":0,"TablesUpdated":0,"TablesDeleted":0}""",
            before.ToJsonString());

        await lake.CrawlAsync("c");
        var first = (double)(await MetricsAsync())["LastRuntimeSeconds"]!;
        await lake.PutParquetAsync("t/b.parquet", "SELECT 1 AS a, 2 AS b");
        await lake.CrawlAsync("c");
        await lake.RestartAsync();

        var after = await MetricsAsync();
        Assert.InRange(first, 0.000_001, 60);
        Assert.Equal((first + (double)after["LastRuntimeSeconds"]!) / 2, (double)after["MedianRuntimeSeconds"]!, 9);
        Assert.Equal((1, 1), ((int)after["TablesCreated"]!, (int)after["TablesUpdated"]!));
    }

    [Fact]
    public async Task List_Filters_AndPages()
    {
        await lake.CreateCrawlerAsync("a", "t/", """, "Tags": {"zone": "landing"}""");
        await lake.CreateCrawlerAsync("b", "t/");
        await lake.CreateCrawlerAsync("c", "t/", """, "Tags": {"zone": "landing"}""");
        Assert.Equal("""{"CrawlerNames":["a","c"]}""", (await lake.CallAsync("ListCrawlers", """{"Tags": {"zone": "landing"}}""")).ToJsonString());
        var first = await lake.CallAsync("ListCrawlers", """{"MaxResults": 2}""");
        var second = await lake.CallAsync("ListCrawlers", $$"""{"NextToken": "{{first["NextToken"]}}"}""");
        Assert.Equal("""{"CrawlerNames":["c"]}""", second.ToJsonString());
        Assert.Equal(3, (await lake.CallAsync("GetCrawlers", "{}"))["Crawlers"]!.AsArray().Count);
        await lake.CallAsync("DeleteCrawler", """{"Name": "a"}""");
        Assert.Equal("""{"CrawlerNames":["b","c"]}""", (await lake.CallAsync("ListCrawlers", "{}")).ToJsonString());
    }

    [Theory]
    [InlineData(""", "Configuration": "{\"Version\": 1.0, \"Colour\": 1}" """, "The crawler's Configuration is not valid: the lake does not support the parameter 'Colour'. Leave it out, or run this call on AWS.")]
    [InlineData(""", "Configuration": "{\"Grouping\": {\"TableGroupingPolicy\": \"None\"}}" """, "The crawler's Configuration has Grouping.TableGroupingPolicy None: the lake supports CombineCompatibleSchemas or leaving it out.")]
    [InlineData(""", "Classifiers": ["x"]""", "Crawler c has the classifiers x: the lake has the built-in ones only.")]
    [InlineData(""", "Schedule": "daily" """, "Crawler c has the Schedule 'daily': it must be cron(minutes hours day-of-month month day-of-week year).")]
    [InlineData(""", "SchemaChangePolicy": {"DeleteBehavior": "BURN"}""", "Crawler c has the DeleteBehavior BURN: the lake knows DEPRECATE_IN_DATABASE, DELETE_FROM_DATABASE, LOG.")]
    [InlineData(""", "RecrawlPolicy": {"RecrawlBehavior": "CRAWL_NEW_FOLDERS_ONLY"}""", "The SchemaChangePolicy for \"Crawl new folders only\" Amazon S3 target can have only LOG DeleteBehavior value and only LOG UpdateBehavior value: crawler c.")]
    [InlineData(""", "CrawlerSecurityConfiguration": "s" """, "CreateCrawler: the lake does not support the parameter 'CrawlerSecurityConfiguration'. Leave it out, or run this call on AWS.")]
    public async Task Create_RefusesWhatItCannotDo(string more, string message)
    {
        var error = await Assert.ThrowsAsync<AwsServiceException>(() => lake.CreateCrawlerAsync("c", "t/", more));
        Assert.Equal(("InvalidInputException", message), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("""{"Name": "c", "Targets": {"S3Targets": [{"Path": "s3://b/"}]}}""", "Crawler c has no Role: name the IAM role that it reads the targets with.")]
    [InlineData("""{"Name": "c", "Role": "r", "Targets": {}}""", "Crawler c has no target: the lake's crawlers look through S3 and, over JDBC, PostgreSQL.")]
    [InlineData("""{"Name": "c", "Role": "r", "Targets": {"S3Targets": [{"Path": "b/x"}]}}""", "Crawler c has the S3 target 'b/x': it must be s3://bucket/folder/.")]
    [InlineData("""{"Name": "c", "Role": "r", "Targets": {"CatalogTargets": []}}""", "CreateCrawler: the lake does not support the parameter 'CatalogTargets'. Leave it out, or run this call on AWS.")]
    [InlineData("""{"Name": "c", "Role": "r", "Targets": {"JdbcTargets": [{"Path": "shop/public/customers"}]}}""", "Crawler c has the JDBC target 'shop/public/customers' without a ConnectionName: name the Glue connection to its database.")]
    [InlineData("""{"Name": "c", "Role": "r", "Targets": {"JdbcTargets": [{"ConnectionName": "d", "Path": "shop/customers"}]}}""", "Crawler c has the JDBC target 'shop/customers': it must be database/schema/table, with % for any letters of schema or table.")]
    [InlineData("""{"Name": "c", "Role": "r", "Targets": {"JdbcTargets": [{"ConnectionName": "d", "Path": "shop/%", "Exclusions": ["x"]}]}}""", "Crawler c has Exclusions for the JDBC target 'shop/%': the lake knows none; name the tables in the path.")]
    public async Task Create_RefusesIncompleteRequests(string request, string message)
    {
        var error = await lake.FailsAsync("CreateCrawler", request);
        Assert.Equal(("InvalidInputException", message), (error.Code, error.Message));
    }

    [Fact]
    public async Task AMissingCrawler_IsNamed_AndASecondOneOfAName()
    {
        foreach (var operation in new[] { "GetCrawler", "StartCrawler", "StopCrawler", "DeleteCrawler", "UpdateCrawler" })
        {
            var error = await lake.FailsAsync(operation, """{"Name": "nosuch"}""");
            Assert.Equal(("EntityNotFoundException", "Crawler with name nosuch does not exist."), (error.Code, error.Message));
        }

        await lake.CreateCrawlerAsync("c", "t/");
        var exists = await Assert.ThrowsAsync<AwsServiceException>(() => lake.CreateCrawlerAsync("c", "t/"));
        Assert.Equal(("AlreadyExistsException", "Crawler with name c already exists."), (exists.Code, exists.Message));
    }

    public async ValueTask InitializeAsync() => await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    private static string Interrupt(string line, string state) => line.Replace(
        "\"State\":\"READY\"",
        $"\"State\":\"{state}\",\"Current\":{{\"Id\":\"1\",\"StartTime\":\"2026-01-01T00:00:00+00:00\",\"Changes\":{{}}}}",
        StringComparison.Ordinal);

    private async Task<System.Text.Json.Nodes.JsonNode> MetricsAsync() =>
        (await lake.CallAsync("GetCrawlerMetrics", """{"CrawlerNameList": ["c"]}"""))["CrawlerMetricsList"]![0]!;
}
