namespace Sluice.Lake.Tests.Glue.Crawlers;

/// <summary>Public files that nobody made for the lake; read where SLUICE_REAL_DATA names the folder that has them.</summary>
public sealed class RealDataCrawlTests : IAsyncLifetime
{
    private readonly GlueLake lake = GlueLake.Create();

    [Fact]
    public async Task TaxiTrips_OfTwoYearsThatDifferInTypes_AreOneTable()
    {
        await PutAsync("taxi/year=2021/trips.parquet", "taxi/green_tripdata_2021-01.parquet");
        await PutAsync("taxi/year=2023/trips.parquet", "taxi/green_tripdata_2023-01.parquet");
        await lake.CreateCrawlerAsync("c", "taxi/");
        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));
        Assert.Equal(
            "vendorid bigint, lpep_pickup_datetime timestamp, lpep_dropoff_datetime timestamp, store_and_fwd_flag string, ratecodeid double, " +
            "pulocationid string, dolocationid string, passenger_count double, trip_distance double, fare_amount double, extra double, " +
            "mta_tax double, tip_amount double, tolls_amount double, ehail_fee int, improvement_surcharge double, total_amount double, " +
            "payment_type double, trip_type double, congestion_surcharge double, duration double, __index_level_0__ bigint, (year string)",
            lake.Columns("taxi"));
    }

    [Fact]
    public async Task Bookings_AreATableForEachFile()
    {
        foreach (var name in new[] { "flights", "seats" })
        {
            await PutAsync($"bookings/{name}/{name}.csv", $"bookings/{name}.csv");
        }

        await lake.CreateCrawlerAsync("c", "bookings/");
        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));
        Assert.Equal(["flights", "seats"], lake.Catalog.Tables("db").Select(static table => table.Name));
    }

    [Fact]
    public async Task Emissions_OfTwoStates_AreOneTable()
    {
        foreach (var state in new[] { "IN", "OH" })
        {
            await PutAsync($"emissions/{state}.csv", $"emissions/EPA_CAMD_Annual_Emissions_{state}_1995_2024.csv");
        }

        await lake.CreateCrawlerAsync("c", "emissions/");
        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));
        Assert.Equal("2", Assert.Single(lake.Catalog.Tables("db")).Parameters!["objectCount"]);
    }

    [Fact]
    public async Task Traffic_IsNestedJson()
    {
        await PutAsync("traffic/minute.json", "traffic/verkeersdata.json");
        await lake.CreateCrawlerAsync("c", "traffic/");
        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));
        Assert.Equal("4254", Assert.Single(lake.Catalog.Tables("db")).Parameters!["recordCount"]);
        Assert.Contains("struct<", lake.Columns("traffic"), StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync() => await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    private async Task PutAsync(string key, string file)
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("SLUICE_REAL_DATA") ?? "", file);
        if (!File.Exists(path))
        {
            Assert.Skip($"SLUICE_REAL_DATA names no folder that has {file}.");
        }

        await lake.PutAsync(key, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }
}
