namespace Sluice.Lake.Tests.Glue.Operations;

public sealed class TableOperationsTests : IAsyncLifetime
{
    private readonly GlueLake lake = GlueLake.Create();

    [Fact]
    public async Task Create_KeepsTheWholeDefinition()
    {
        await lake.CallAsync("CreateTable", """
            {"DatabaseName": "DB", "TableInput": {"Name": "Emissions", "Description": "d", "Owner": "o", "Retention": 3,
             "TableType": "EXTERNAL_TABLE", "Parameters": {"classification": "parquet"},
             "PartitionKeys": [{"Name": "exec_date", "Type": "string", "Comment": "day"}],
             "StorageDescriptor": {"Columns": [{"Name": "co2", "Type": "decimal(10,2)"}], "Location": "s3://b/emissions/",
              "InputFormat": "in", "OutputFormat": "out", "Compressed": false, "NumberOfBuckets": -1, "SortColumns": [{"Column": "co2", "SortOrder": 1}],
              "BucketColumns": [], "SerdeInfo": {"SerializationLibrary": "lib", "Parameters": {"serialization.format": "1"}},
              "SkewedInfo": {"SkewedColumnNames": []}, "StoredAsSubDirectories": false}}}
            """);

        var table = (await lake.CallAsync("GetTable", """{"DatabaseName": "db", "Name": "EMISSIONS"}"""))["Table"]!.AsObject();
        Assert.InRange((double)table["CreateTime"]!, 1_700_000_000, 4_000_000_000);
        table.Remove("CreateTime");
        table.Remove("UpdateTime");
        Assert.Equal(
            """
            {"Name":"emissions","DatabaseName":"db","Description":"d","Owner":"o","Retention":3,"StorageDescriptor":{"Columns":[{"Name":"co2","Type":"decimal(10,2)"}],"Location":"s3://b/emissions/","InputFormat":"in","OutputFormat":"out","Compressed":false,"NumberOfBuckets":-1,"SerdeInfo":{"SerializationLibrary":"lib","Parameters":{"serialization.format":"1"}},"BucketColumns":[],"SortColumns":[{"Column":"co2","SortOrder":1}],"SkewedInfo":{"SkewedColumnNames":[]},"StoredAsSubDirectories":false},"PartitionKeys":[{"Name":"exec_date","Type":"string","Comment":"day"}],"TableType":"EXTERNAL_TABLE","Parameters":{"classification":"parquet"},"CreatedBy":"arn:aws:iam::000000000000:root","IsRegisteredWithLakeFormation":false,"CatalogId":"000000000000","VersionId":"0"}
            """,
            table.ToJsonString());
    }

    [Fact]
    public async Task Update_OfAnOldVersion_IsAConcurrentModification()
    {
        await lake.CallAsync("CreateTable", """{"DatabaseName": "db", "TableInput": {"Name": "t"}}""");
        await lake.CallAsync("UpdateTable", """{"DatabaseName": "db", "TableInput": {"Name": "t", "Description": "1"}, "VersionId": "0"}""");
        var error = await lake.FailsAsync(
            "UpdateTable", """{"DatabaseName": "db", "TableInput": {"Name": "t", "Description": "2"}, "VersionId": "0"}""");

        Assert.Equal("ConcurrentModificationException", error.Code);
        Assert.Equal(
            "Update table db.t failed due to concurrent modifications: the update is of version 0, the table is at version 1. " +
            "Read the table again and repeat the update.",
            error.Message);
        var table = lake.Catalog.FindTable("db", "t");
        Assert.Equal(("1", "1"), (table?.VersionId, table?.Description));
    }

    [Fact]
    public async Task Update_ManyAtOnceOfOneVersion_LetsOneThrough()
    {
        await lake.CallAsync("CreateTable", """{"DatabaseName": "db", "TableInput": {"Name": "t"}}""");
        var codes = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(async () =>
        {
            try
            {
                await lake.CallAsync("UpdateTable", $$$"""{"DatabaseName": "db", "TableInput": {"Name": "t", "Description": "{{{number}}}"}, "VersionId": "0"}""");
                return "";
            }
            catch (Sluice.Lake.Protocol.AwsServiceException exception)
            {
                return exception.Code;
            }
        })));

        Assert.Single(codes, "");
        Assert.Equal(15, codes.Count(static code => code == "ConcurrentModificationException"));
    }

    [Fact]
    public async Task Update_KeepsPartitions_AndRefusesToChangeHowManyKeysTheyHave()
    {
        await lake.CallAsync("CreateTable", """{"DatabaseName": "db", "TableInput": {"Name": "t", "PartitionKeys": [{"Name": "d"}]}}""");
        await lake.CallAsync("CreatePartition", """{"DatabaseName": "db", "TableName": "t", "PartitionInput": {"Values": ["1"]}}""");
        await lake.CallAsync("UpdateTable", """{"DatabaseName": "db", "TableInput": {"Name": "t", "PartitionKeys": [{"Name": "e"}]}}""");
        Assert.Single(lake.Catalog.Partitions("db", "t"));

        var error = await lake.FailsAsync("UpdateTable", """{"DatabaseName": "db", "TableInput": {"Name": "t"}}""");
        Assert.Equal(
            "Table db.t has 1 partitions of 1 values each: its 1 partition keys cannot become 0. Delete the partitions first.",
            error.Message);
    }

    [Theory]
    [InlineData("emissions.*", "emissions_daily,emissions_monthly")]
    [InlineData("EMISSIONS_daily|audit", "audit,emissions_daily")]
    [InlineData("emissions", "")]
    [InlineData("", "audit,emissions_daily,emissions_monthly")]
    public async Task List_FiltersByRegularExpression(string expression, string expected)
    {
        foreach (var name in new[] { "emissions_daily", "emissions_monthly", "audit" })
        {
            await lake.CallAsync("CreateTable", $$$"""{"DatabaseName": "db", "TableInput": {"Name": "{{{name}}}"}}""");
        }

        var found = await lake.CallAsync("GetTables", $$"""{"DatabaseName": "db", "Expression": "{{expression}}"}""");
        Assert.Equal(expected, string.Join(',', found["TableList"]!.AsArray().Select(static table => (string?)table!["Name"])));
    }

    [Fact]
    public async Task List_RefusesABrokenExpression()
    {
        var error = await lake.FailsAsync("GetTables", """{"DatabaseName": "db", "Expression": "(a"}""");
        Assert.Equal("InvalidInputException", error.Code);
        Assert.StartsWith("The Expression '(a' is not a regular expression of table names: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BatchDelete_ReportsEachThatFailed()
    {
        await lake.CallAsync("CreateTable", """{"DatabaseName": "db", "TableInput": {"Name": "t"}}""");
        var answer = await lake.CallAsync("BatchDeleteTable", """{"DatabaseName": "db", "TablesToDelete": ["t", "u"]}""");
        Assert.Equal(
            """{"Errors":[{"TableName":"u","ErrorDetail":{"ErrorCode":"EntityNotFoundException","ErrorMessage":"Table db.u not found."}}]}""",
            answer.ToJsonString());
        Assert.Empty(lake.Catalog.Tables("db"));
    }

    [Theory]
    [InlineData("GetTable", """{"DatabaseName": "db", "Name": "t"}""")]
    [InlineData("DeleteTable", """{"DatabaseName": "db", "Name": "T"}""")]
    [InlineData("UpdateTable", """{"DatabaseName": "db", "TableInput": {"Name": "t"}}""")]
    [InlineData("GetPartitions", """{"DatabaseName": "db", "TableName": "t"}""")]
    [InlineData("CreatePartition", """{"DatabaseName": "db", "TableName": "t", "PartitionInput": {"Values": []}}""")]
    public async Task AMissingTable_IsNamed(string operation, string request)
    {
        var error = await lake.FailsAsync(operation, request);
        Assert.Equal("EntityNotFoundException", error.Code);
        Assert.Equal("Table db.t not found.", error.Message, ignoreCase: true);
    }

    public async ValueTask InitializeAsync() => await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");

    public ValueTask DisposeAsync() => lake.DisposeAsync();
}
