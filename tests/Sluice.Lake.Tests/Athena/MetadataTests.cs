using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Tests.Athena;

public sealed class MetadataTests
{
    [Fact]
    public async Task Databases_and_tables_are_shown()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE one (a int COMMENT 'x') PARTITIONED BY (d date) STORED AS PARQUET LOCATION 's3://lake/one/'");
        await lake.SucceedAsync("CREATE EXTERNAL TABLE two (a int) STORED AS PARQUET LOCATION 's3://lake/two/'");
        var request = new JsonObject { ["CatalogName"] = "AwsDataCatalog" };

        Assert.Equal("db", (string?)(await lake.CallAsync("ListDatabases", request))["DatabaseList"]![0]!["Name"]);
        request["DatabaseName"] = "db";
        Assert.Equal("db", (string?)(await lake.CallAsync("GetDatabase", request))["Database"]!["Name"]);
        request["Expression"] = "o.*";
        var table = Assert.Single((await lake.CallAsync("ListTableMetadata", request))["TableMetadataList"]!.AsArray())!;
        Assert.Equal(("one", "a", "d", "s3://lake/one/"), ((string?)table["Name"], (string?)table["Columns"]![0]!["Name"], (string?)table["PartitionKeys"]![0]!["Name"], (string?)table["Parameters"]!["location"]));
        request.Remove("Expression");
        request["MaxResults"] = 1;
        Assert.Equal("one", (string?)(await lake.CallAsync("ListTableMetadata", request))["NextToken"]);
        request.Remove("MaxResults");
        request["TableName"] = "three";
        var error = await Assert.ThrowsAnyAsync<AwsServiceException>(() => lake.CallAsync("GetTableMetadata", request));
        Assert.Equal(("MetadataException", "EntityNotFoundException: Table three not found."), (error.Code, error.Message));
    }
}
