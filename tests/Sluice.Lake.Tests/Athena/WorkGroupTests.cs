using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Tests.Athena;

public sealed class WorkGroupTests
{
    [Fact]
    public async Task An_enforced_result_location_wins()
    {
        await using var lake = new AthenaLake();
        lake.Service.CreateWorkGroup("sluice-dev", "s3://results/enforced/");
        var query = await lake.SucceedAsync("SELECT 1", new JsonObject { ["WorkGroup"] = "sluice-dev" });
        Assert.Equal($"s3://results/enforced/{query["QueryExecutionId"]}.csv", (string?)query["ResultConfiguration"]!["OutputLocation"]);
        Assert.Equal("sluice-dev", (string?)query["WorkGroup"]);
    }

    [Fact]
    public async Task A_query_over_the_limit_is_cancelled()
    {
        await using var lake = new AthenaLake();
        lake.Service.CreateWorkGroup("small", "s3://results/", bytesScannedCutoff: 10_000_000);
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (line string) PARTITIONED BY (d date) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/t/'");
        await lake.PutTextAsync("t/d=2023-11-08/a.csv", string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", 60_000)));
        await lake.PutTextAsync("t/d=2023-11-09/a.csv", string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", 60_000)));
        await lake.SucceedAsync("MSCK REPAIR TABLE t");
        var small = new JsonObject { ["WorkGroup"] = "small" };

        var one = await lake.SucceedAsync("SELECT count(line) FROM t WHERE d = DATE '2023-11-08'", small);
        Assert.Equal(6_000_000, (long)one["Statistics"]!["DataScannedInBytes"]!);
        var both = await lake.ExecuteAsync("SELECT count(line) FROM t", small);
        Assert.Equal("CANCELLED", (string?)both["Status"]!["State"]);
        Assert.Equal(
            "Query cancelled! : Bytes scanned limit was exceeded: the query reads 12000000 bytes, work group 'small' allows 10000000",
            (string?)both["Status"]!["StateChangeReason"]);
    }

    [Fact]
    public async Task Work_groups_are_created_shown_and_listed()
    {
        await using var lake = new AthenaLake();
        await lake.CallAsync("CreateWorkGroup", new JsonObject
        {
            ["Name"] = "team",
            ["Description"] = "ours",
            ["Configuration"] = new JsonObject { ["ResultConfiguration"] = new JsonObject { ["OutputLocation"] = "s3://results/team/" } },
        });
        var group = (await lake.CallAsync("GetWorkGroup", new JsonObject { ["WorkGroup"] = "team" }))["WorkGroup"]!;
        Assert.Equal(
            ("team", "ENABLED", "s3://results/team/", true),
            ((string?)group["Name"], (string?)group["State"], (string?)group["Configuration"]!["ResultConfiguration"]!["OutputLocation"], (bool)group["Configuration"]!["EnforceWorkGroupConfiguration"]!));
        Assert.Equal(
            ["primary", "team"],
            (await lake.CallAsync("ListWorkGroups", []))["WorkGroups"]!.AsArray().Select(static summary => (string?)summary!["Name"]));
        var error = await Assert.ThrowsAnyAsync<AwsServiceException>(() => lake.CallAsync("CreateWorkGroup", new JsonObject { ["Name"] = "team" }));
        Assert.Equal("WorkGroup team is already created", error.Message);
    }
}
