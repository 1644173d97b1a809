using System.Text.Json.Nodes;
using Sluice.Tests.Shared;

namespace Sluice.Lake.Tests.Glue.Crawlers;

/// <summary>Crawlers over a real PostgreSQL. One server for the class: it is the slow part.</summary>
public sealed class JdbcCrawlTests(JdbcCrawlTests.Source source) : IClassFixture<JdbcCrawlTests.Source>
{
    [Fact]
    public async Task ATable_IsDescribedAsGluesCrawlersDo()
    {
        await using var lake = await LakeAsync();
        await source.Server.ExecuteAsync("""
            CREATE SCHEMA kinds;
            CREATE DOMAIN kinds.price AS numeric(8,3);
            CREATE TYPE kinds.mood AS ENUM ('ok', 'sad');
            CREATE TABLE kinds."All" (
              id bigint, small smallint, whole integer, ratio real, share double precision, amount numeric(12,2), loose numeric, cost kinds.price,
              name text, code varchar(4), letters char(3), day date, at timestamp, at_zone timestamptz, open boolean, raw bytea,
              doc jsonb, uid uuid, state kinds.mood, parts integer[], words text[], "MixedCase" text);
            """);
        await CreateAsync(lake, "c", "shop/kinds/All", """, "TablePrefix": "src_" """);

        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));

        Assert.Equal(
            "id bigint, small smallint, whole int, ratio float, share double, amount decimal(12,2), loose decimal(38,18), cost decimal(8,3), " +
            "name string, code string, letters string, day date, at timestamp, at_zone timestamp, open boolean, raw binary, " +
            "doc string, uid string, state string, parts array<int>, words array<string>, mixedcase string",
            lake.Columns("src_shop_kinds_all"));
        var table = (await lake.CallAsync("GetTable", """{"DatabaseName": "db", "Name": "src_shop_kinds_all"}"""))["Table"]!;
        Assert.Equal("shop.kinds.All", (string?)table["StorageDescriptor"]!["Location"]);
        Assert.Equal("EXTERNAL_TABLE", (string?)table["TableType"]);
        Assert.Equal(
            """{"CrawlerSchemaDeserializerVersion":"1.0","CrawlerSchemaSerializerVersion":"1.0","UPDATED_BY_CRAWLER":"c","classification":"postgresql","compressionType":"none","connectionName":"shop","typeOfData":"table"}""",
            table["Parameters"]!.ToJsonString());
    }

    [Fact]
    public async Task AWildcard_TakesWhatItMatches_AndAnUnderscoreIsItself()
    {
        await using var lake = await LakeAsync();
        await source.Server.ExecuteAsync("""
            CREATE SCHEMA wild; CREATE TABLE wild.a_1 (x int); CREATE TABLE wild.ab1 (x int); CREATE TABLE wild.a_2 (x int); CREATE VIEW wild.a_v AS SELECT 1 AS x;
            """);
        await CreateAsync(lake, "c", "shop/wild/a_%");

        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));

        Assert.Equal(["shop_wild_a_1", "shop_wild_a_2", "shop_wild_a_v"], lake.Catalog.Tables("db").Select(static table => table.Name));
    }

    [Fact]
    public async Task ASecondCrawl_ChangesWhatChanged_AndDeprecatesWhatIsGone()
    {
        await using var lake = await LakeAsync();
        await source.Server.ExecuteAsync("CREATE SCHEMA moving; CREATE TABLE moving.stays (x int); CREATE TABLE moving.goes (x int);");
        await CreateAsync(lake, "c", "shop/moving/%");
        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));
        var before = lake.Catalog.FindTable("db", "shop_moving_stays");

        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));
        Assert.Equal(before!.VersionId, lake.Catalog.FindTable("db", "shop_moving_stays")!.VersionId);

        await source.Server.ExecuteAsync("ALTER TABLE moving.stays ADD y text; DROP TABLE moving.goes;");
        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));
        Assert.Equal("x int, y string", lake.Columns("shop_moving_stays"));
        Assert.Contains("DEPRECATED_BY_CRAWLER", lake.Catalog.FindTable("db", "shop_moving_goes")!.Parameters!.Keys);
    }

    [Fact]
    public async Task AMissingTable_FailsTheCrawl_NamingConnectionTableAndUser()
    {
        await using var lake = await LakeAsync();
        await CreateAsync(lake, "c", "shop/public/nosuch");

        Assert.Equal(
            $"FAILEDThe target shop/public/nosuch of crawler c: the database 127.0.0.1:{source.Server.Port}/shop of connection shop has no table " +
            "public.nosuch that the user sluice may read. Create it, grant SELECT on it, or correct the path.",
            await lake.CrawlAsync("c"));
    }

    [Fact]
    public async Task AWrongPassword_FailsTheCrawl_AndIsNotRepeated()
    {
        await using var lake = await LakeAsync();
        await lake.SecretAsync("PutSecretValue", """{"SecretId": "shop", "SecretString": "{\"username\":\"sluice\",\"password\":\"wr0ng-one\"}"}""");
        await CreateAsync(lake, "c", "shop/public/nosuch");

        var outcome = await lake.CrawlAsync("c");

        Assert.StartsWith($"FAILEDConnection shop cannot open the database 127.0.0.1:{source.Server.Port}/shop: ", outcome, StringComparison.Ordinal);
        Assert.EndsWith("Put the right username and password into the connection's secret (it has the user sluice).", outcome, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-one", outcome + lake.Log("c"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"user":"sluice"}""")]
    [InlineData("hunter2-not-json")]
    [InlineData("""{"username":"sluice","password":""}""")]
    public async Task ASecretOfAnotherForm_IsNamed_AndNotRepeated(string value)
    {
        await using var lake = await LakeAsync();
        await lake.SecretAsync("PutSecretValue", new JsonObject { ["SecretId"] = "shop", ["SecretString"] = value }.ToJsonString());
        await CreateAsync(lake, "c", "shop/public/nosuch");

        Assert.Equal(
            """FAILEDConnection shop: the secret shop is not {"username":"…","password":"…"}. Put one that is with aws secretsmanager put-secret-value.""",
            await lake.CrawlAsync("c"));
        Assert.DoesNotContain("hunter2", lake.Log("c"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADatabaseThatIsDown_FailsTheCrawl_NamingWhere()
    {
        await using var lake = await LakeAsync("jdbc:postgresql://127.0.0.1:1/shop");
        await CreateAsync(lake, "c", "shop/public/customers");

        var outcome = await lake.CrawlAsync("c");

        Assert.StartsWith("FAILEDConnection shop cannot open the database 127.0.0.1:1/shop: ", outcome, StringComparison.Ordinal);
        Assert.Contains("Check that the database is up", outcome, StringComparison.Ordinal);
        Assert.DoesNotContain(source.Server.Password, outcome + lake.Log("c"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APathOfAnotherDatabase_AndAConnectionThatIsNotThere_AreNamed()
    {
        await using var lake = await LakeAsync();
        await CreateAsync(lake, "other", "store/public/customers");
        Assert.Equal(
            "FAILEDThe target store/public/customers of crawler other is in the database store, its connection shop leads to shop.",
            await lake.CrawlAsync("other"));

        await lake.CallAsync("DeleteConnection", """{"ConnectionName": "shop"}""");
        await CreateAsync(lake, "none", "shop/public/customers");
        Assert.Equal("FAILEDConnection shop not found. aws glue get-connections shows which there are.", await lake.CrawlAsync("none"));
    }

    private static async Task CreateAsync(GlueLake lake, string name, string path, string more = "") => await lake.CallAsync("CreateCrawler", $$"""
        {"Name": "{{name}}", "Role": "crawl", "DatabaseName": "db", "Targets": {"JdbcTargets": [{"ConnectionName": "shop", "Path": "{{path}}"}]}{{more}}}
        """);

    private async Task<GlueLake> LakeAsync(string? url = null)
    {
        var lake = GlueLake.Create();
        await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");
        await lake.SecretAsync("CreateSecret", new JsonObject { ["Name"] = "shop", ["SecretString"] = source.Server.Secret }.ToJsonString());
        await lake.CallAsync("CreateConnection", $$"""
            {"ConnectionInput": {"Name": "shop", "ConnectionType": "JDBC",
             "ConnectionProperties": {"JDBC_CONNECTION_URL": "{{url ?? source.Server.JdbcUrl}}", "SECRET_ID": "shop"} } }
            """);
        return lake;
    }

    /// <summary>The server that the tests share.</summary>
    public sealed class Source : IAsyncLifetime
    {
        private PostgresServer? server;

        internal PostgresServer Server => server ?? throw new InvalidOperationException("The server is not up.");

        public async ValueTask InitializeAsync() => server = await PostgresServer.StartAsync();

        public async ValueTask DisposeAsync()
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }
    }
}
