using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.Lake.Tests.Glue.Operations;

public sealed class PartitionOperationsTests : IAsyncLifetime
{
    private const string Table = "\"DatabaseName\": \"db\", \"TableName\": \"t\"";
    private readonly GlueLake lake = GlueLake.Create();

    [Fact]
    public async Task Create_KeepsTheDefinition()
    {
        await lake.CallAsync("CreatePartition", $$$"""
            {{{{Table}}}, "PartitionInput": {"Values": ["2026-11-21", "3"], "Parameters": {"p": "q"},
             "StorageDescriptor": {"Location": "s3://b/t/x/", "Columns": [{"Name": "a", "Type": "int"}]} } }
            """);
        var partition = (await lake.CallAsync("GetPartition", $$"""{{{Table}}, "PartitionValues": ["2026-11-21", "3"]}"""))["Partition"]!.AsObject();
        partition.Remove("CreationTime");
        Assert.Equal(
            """{"Values":["2026-11-21","3"],"DatabaseName":"db","TableName":"t","StorageDescriptor":{"Columns":[{"Name":"a","Type":"int"}],"Location":"s3://b/t/x/"},"Parameters":{"p":"q"},"CatalogId":"000000000000"}""",
            partition.ToJsonString());
    }

    [Fact]
    public async Task Create_RefusesAnotherNumberOfValues()
    {
        var error = await lake.FailsAsync("CreatePartition", $$$"""{{{{Table}}}, "PartitionInput": {"Values": ["2026-11-21"]}}""");
        Assert.Equal("InvalidInputException", error.Code);
        Assert.Equal(
            "The number of partition values does not match the number of partition keys: table db.t has 2 [exec_date, hour], " +
            "the values are 1 [2026-11-21].",
            error.Message);
    }

    [Fact]
    public async Task Create_Twice_AndDelete_Twice()
    {
        await lake.CallAsync("CreatePartition", $$$"""{{{{Table}}}, "PartitionInput": {"Values": ["a", "1"]}}""");
        var exists = await lake.FailsAsync("CreatePartition", $$$"""{{{{Table}}}, "PartitionInput": {"Values": ["a", "1"]}}""");
        await lake.CallAsync("DeletePartition", $$"""{{{Table}}, "PartitionValues": ["a", "1"]}""");
        var missing = await lake.FailsAsync("DeletePartition", $$"""{{{Table}}, "PartitionValues": ["a", "1"]}""");

        Assert.Equal(("AlreadyExistsException", "Partition [a, 1] of table db.t already exists."), (exists.Code, exists.Message));
        Assert.Equal(("EntityNotFoundException", "Partition [a, 1] of table db.t not found."), (missing.Code, missing.Message));
    }

    [Fact]
    public async Task Update_CanMoveAPartition_ButNotOntoAnother()
    {
        await CreateAsync(["a", "1"], ["b", "1"]);
        await lake.CallAsync("UpdatePartition", $$$"""{{{{Table}}}, "PartitionValueList": ["a", "1"], "PartitionInput": {"Values": ["c", "1"]}}""");
        var error = await lake.FailsAsync(
            "UpdatePartition", $$$"""{{{{Table}}}, "PartitionValueList": ["b", "1"], "PartitionInput": {"Values": ["c", "1"]}}""");

        Assert.Equal("AlreadyExistsException", error.Code);
        Assert.Equal(["b,1", "c,1"], await ListAsync());
        await lake.RestartAsync();
        Assert.Equal(["b,1", "c,1"], lake.Catalog.Partitions("db", "t").Select(static partition => string.Join(',', partition.Values)));
    }

    [Fact]
    public async Task Batches_DoWhatTheyCan_AndReportTheRest()
    {
        await CreateAsync(["a", "1"]);
        var created = await lake.CallAsync("BatchCreatePartition", $$"""
            {{{Table}}, "PartitionInputList": [{"Values": ["a", "1"]}, {"Values": ["b", "1"]}, {"Values": ["b"]}, {"Values": ["b", "1"]}]}
            """);
        Assert.Equal(["[\"a\",\"1\"] AlreadyExistsException", "[\"b\"] InvalidInputException", "[\"b\",\"1\"] AlreadyExistsException"], Errors(created, "PartitionValues"));

        var updated = await lake.CallAsync("BatchUpdatePartition", $$$"""
            {{{{Table}}}, "Entries": [{"PartitionValueList": ["a", "1"], "PartitionInput": {"Values": ["a", "1"], "Parameters": {"x": "y"} } },
             {"PartitionValueList": ["z", "1"], "PartitionInput": {"Values": ["z", "1"]}}]}
            """);
        Assert.Equal(["[\"z\",\"1\"] EntityNotFoundException"], Errors(updated, "PartitionValueList"));
        Assert.Equal("y", lake.Catalog.FindPartition("db", "t", ["a", "1"])?.Parameters?["x"]);

        var read = await lake.CallAsync("BatchGetPartition", $$"""
            {{{Table}}, "PartitionsToGet": [{"Values": ["b", "1"]}, {"Values": ["z", "1"]}]}
            """);
        Assert.Single(read["Partitions"]!.AsArray());
        Assert.Empty(read["UnprocessedKeys"]!.AsArray());

        var deleted = await lake.CallAsync("BatchDeletePartition", $$"""
            {{{Table}}, "PartitionsToDelete": [{"Values": ["b", "1"]}, {"Values": ["z", "1"]}]}
            """);
        Assert.Equal(["[\"z\",\"1\"] EntityNotFoundException"], Errors(deleted, "PartitionValues"));
        Assert.Equal(["a,1"], await ListAsync());
    }

    [Theory]
    [InlineData("BatchCreatePartition", "PartitionInputList", 100, """{"Values": ["a", "1"]}""")]
    [InlineData("BatchUpdatePartition", "Entries", 100, """{"PartitionValueList": ["a", "1"], "PartitionInput": {"Values": ["a", "1"]}}""")]
    [InlineData("BatchDeletePartition", "PartitionsToDelete", 25, """{"Values": ["a", "1"]}""")]
    [InlineData("BatchGetPartition", "PartitionsToGet", 1000, """{"Values": ["a", "1"]}""")]
    public async Task Batches_HaveGluesLimits(string operation, string member, int max, string entry)
    {
        string Request(int count) => $$"""{{{Table}}, "{{member}}": [{{string.Join(',', Enumerable.Repeat(entry, count))}}]}""";
        await lake.CallAsync(operation, Request(max));
        var error = await lake.FailsAsync(operation, Request(max + 1));
        Assert.Equal("InvalidInputException", error.Code);
        Assert.EndsWith($"Member must have length less than or equal to {max}. It has {max + 1}: split the batch.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Pages_WhileOthersComeAndGo()
    {
        await CreateAsync(["a", "1"], ["b", "1"], ["c", "1"], ["d", "1"]);
        var first = await lake.CallAsync("GetPartitions", $$"""{{{Table}}, "MaxResults": 2}""");
        await lake.CallAsync("DeletePartition", $$"""{{{Table}}, "PartitionValues": ["b", "1"]}""");
        await CreateAsync(["a", "0"], ["ca", "1"]);
        var second = await lake.CallAsync("GetPartitions", $$"""{{{Table}}, "MaxResults": 1000, "NextToken": "{{first["NextToken"]}}"}""");

        Assert.Equal(["a,1", "b,1"], Names(first));
        Assert.Equal(["c,1", "ca,1", "d,1"], Names(second));
    }

    [Fact]
    public async Task List_LeavesColumnsOut_WhenAsked()
    {
        await lake.CallAsync("CreatePartition", $$$"""
            {{{{Table}}}, "PartitionInput": {"Values": ["a", "1"], "StorageDescriptor": {"Location": "l", "Columns": [{"Name": "a"}]} } }
            """);
        var answer = await lake.CallAsync("GetPartitions", $$"""{{{Table}}, "ExcludeColumnSchema": true}""");
        Assert.Equal("""{"Location":"l"}""", answer["Partitions"]![0]!["StorageDescriptor"]!.ToJsonString());
    }

    [Theory]
    [InlineData("MaxResults", "1001", "MaxResults is 1001: it must be between 1 and 1000.")]
    [InlineData("NextToken", "\"!\"", "The NextToken '!' is not valid: give the one that the call before returned.")]
    [InlineData("Segment", "{}", "GetPartitions: the lake does not support the parameter 'Segment'. Leave it out, or run this call on AWS.")]
    public async Task List_RefusesWhatItCannot(string member, string value, string message)
    {
        var error = await lake.FailsAsync("GetPartitions", $$"""{{{Table}}, "{{member}}": {{value}}}""");
        Assert.Equal(("InvalidInputException", message), (error.Code, error.Message));
    }

    /// <summary>The bounds are many times what it takes, so that a busy machine does not matter and a quadratic loop does.</summary>
    [Fact]
    public async Task TenThousandPartitions_AreQuick()
    {
        var columns = string.Join(',', Enumerable.Range(0, 16).Select(static column => $$"""{"Name": "column_{{column}}", "Type": "double"}"""));
        var clock = Stopwatch.StartNew();
        for (var batch = 0; batch < 100; batch++)
        {
            var inputs = Enumerable.Range(batch * 100, 100).Select(number => $$$"""
                {"Values": ["{{{number.ToString("D5", CultureInfo.InvariantCulture)}}}", "0"], "StorageDescriptor": {"Location": "s3://b/t/{{{number}}}/", "Columns": [{{{columns}}}]}}
                """);
            var answer = await lake.CallAsync("BatchCreatePartition", $$"""{{{Table}}, "PartitionInputList": [{{string.Join(',', inputs)}}]}""");
            Assert.Empty(answer["Errors"]!.AsArray());
        }

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);
        clock.Restart();
        Assert.Equal(10_000, lake.Catalog.Partitions("db", "t").Count);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 1);
        clock.Restart();
        await lake.RestartAsync();
        Assert.Equal(10_000, lake.Catalog.Partitions("db", "t").Count);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
        TestContext.Current.TestOutputHelper?.WriteLine($"open: {clock.Elapsed}");
    }

    public async ValueTask InitializeAsync()
    {
        await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");
        await lake.CallAsync("CreateTable", """
            {"DatabaseName": "db", "TableInput": {"Name": "t", "PartitionKeys": [{"Name": "exec_date", "Type": "string"}, {"Name": "hour", "Type": "int"}]}}
            """);
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    private static IEnumerable<string> Errors(JsonObject answer, string values) => answer["Errors"]!.AsArray()
        .Select(error => $"{error![values]!.ToJsonString()} {error["ErrorDetail"]!["ErrorCode"]}");

    private static IEnumerable<string> Names(JsonObject answer) => answer["Partitions"]!.AsArray()
        .Select(static partition => string.Join(',', partition!["Values"]!.AsArray().Select(static value => (string?)value)));

    private async Task<IEnumerable<string>> ListAsync() => Names(await lake.CallAsync("GetPartitions", $$"""{{{Table}}}"""));

    private async Task CreateAsync(params string[][] partitions)
    {
        foreach (var values in partitions)
        {
            await lake.CallAsync("CreatePartition", $$$"""{{{{Table}}}, "PartitionInput": {"Values": ["{{{values[0]}}}", "{{{values[1]}}}"]}}""");
        }
    }
}
