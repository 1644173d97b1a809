namespace Sluice.Lake.Tests.Glue.Crawlers;

/// <summary>A crawl that comes again looks at what is new, and misses nothing that is.</summary>
public sealed class RepeatedCrawlTests : IAsyncLifetime
{
    private readonly GlueLake lake = GlueLake.Create();

    [Fact]
    public async Task SameFiles_SameTables_NothingIsDone()
    {
        await CrawlAsync();
        await CrawlAsync();

        await CrawlAsync();

        Assert.Contains("are those of the last crawl, which changed nothing", lake.Log("c"), StringComparison.Ordinal);
        Assert.Equal("1, 2", Counts());
    }

    [Fact]
    public async Task LateFile_InAFolderThatIsThere_IsCounted()
    {
        await SettleAsync();
        await lake.PutAsync("sales/day=1/late.csv", "n,price,late\n2,3,x\n");

        await CrawlAsync();

        Assert.Equal("2, 2", Counts());
        Assert.Equal("n bigint, price bigint, late string", Columns("1"));
    }

    [Fact]
    public async Task ReplacedFile_IsReadAgain()
    {
        await SettleAsync();
        await lake.PutAsync("sales/day=2/a.csv", "n,price\n1,2.5\n1,2.5\n1,2.5\n");

        await CrawlAsync();

        Assert.Equal("1, 3", Counts());
        Assert.Equal("n bigint, price double", Columns("2"));
    }

    [Fact]
    public async Task NewFolder_AndVanishedOne_AreSeen()
    {
        await SettleAsync();
        await lake.PutAsync("sales/day=3/a.csv", "n,price\n1,2\n");
        lake.Store.Delete(GlueLake.Bucket, "sales/day=1/a.csv");

        await CrawlAsync();

        Assert.Equal(["1", "2", "3"], lake.Catalog.Partitions("db", "sales").Select(static partition => partition.Values[0]));
        Assert.True(lake.Catalog.FindPartition("db", "sales", ["1"])!.Parameters!.ContainsKey("DEPRECATED_BY_CRAWLER"));
    }

    [Fact]
    public async Task WhatOthersChangedInTheCatalog_IsPutRight()
    {
        await SettleAsync();
        lake.Catalog.DeletePartition("db", "sales", ["2"]);
        var one = lake.Catalog.FindPartition("db", "sales", ["1"])!;
        lake.Catalog.UpdatePartition(["1"], one with { StorageDescriptor = one.StorageDescriptor! with { Columns = [] } });

        await CrawlAsync();

        Assert.Equal("1, 2", Counts());
        Assert.Equal("n bigint, price bigint", Columns("1"));
    }

    [Fact]
    public async Task ChangedCrawler_LooksAtEverything()
    {
        await SettleAsync();
        await lake.CallAsync("UpdateCrawler", $$"""{"Name": "c", "Targets": {"S3Targets": [{"Path": "s3://{{GlueLake.Bucket}}/sales/"}]}, "TablePrefix": "x_"}""");
        lake.Catalog.DeleteTable("db", "sales");

        await CrawlAsync();

        Assert.Equal(2, lake.Catalog.Partitions("db", "x_sales").Count);
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        lake.Catalog.CreateDatabase(new() { Name = "db" });
        await lake.PutAsync("sales/day=1/a.csv", "n,price\n1,2\n");
        await lake.PutAsync("sales/day=2/a.csv", "n,price\n1,2\n1,2\n");
        await lake.CreateCrawlerAsync("c", "sales/");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => lake.DisposeAsync();

    private async Task CrawlAsync() => Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));

    /// <summary>Until a crawl has changed nothing, and one more has found nothing to do.</summary>
    private async Task SettleAsync()
    {
        await CrawlAsync();
        await CrawlAsync();
        await CrawlAsync();
    }

    private string Columns(string day) => string.Join(
        ", ", lake.Catalog.FindPartition("db", "sales", [day])!.StorageDescriptor!.Columns!.Select(static column => $"{column.Name} {column.Type}"));

    /// <summary>Objects of the first day, records of the second.</summary>
    private string Counts() =>
        $"{lake.Catalog.FindPartition("db", "sales", ["1"])!.Parameters!["objectCount"]}, {lake.Catalog.FindPartition("db", "sales", ["2"])!.Parameters!["recordCount"]}";
}
