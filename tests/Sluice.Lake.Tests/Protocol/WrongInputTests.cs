using Sluice.Lake.Tests.Glue;

namespace Sluice.Lake.Tests.Protocol;

/// <summary>Requests that are JSON and still no request: the service's own error for each, never an internal one.</summary>
public sealed class WrongInputTests : IAsyncDisposable
{
    private readonly GlueLake lake = GlueLake.Create();

    [Theory]
    [InlineData("GetTable", """{"DatabaseName": "db", "Name": null}""", "GetTable: JSON deserialization for type")]
    [InlineData("BatchDeleteTable", """{"DatabaseName": "db", "TablesToDelete": [null]}""", "BatchDeleteTable: $.TablesToDelete[0] is null: give it a value, or leave it out.")]
    [InlineData("CreateTable", """{"DatabaseName": "db", "TableInput": {"Name": "t", "LastAccessTime": "yesterday"}}""", "CreateTable: 'yesterday' is no timestamp: give seconds since 1970 as a number, or ISO 8601 text")]
    [InlineData("CreateTable", """{"DatabaseName": "db", "TableInput": {"Name": "t", "LastAccessTime": 1e30}}""", "CreateTable: '1e30' is no timestamp: give seconds since 1970 as a number, or ISO 8601 text")]
    [InlineData("CreateTable", """{"DatabaseName": "db", "TableInput": {"Name": "t", "LastAccessTime": true}}""", "CreateTable: ")]
    [InlineData("CreateCrawler", """{"Name": "c", "Role": "r", "Targets": {"S3Targets": [{"Path": "s3://b/", "Exclusions": ["a[]"]}]}}""", "The exclusion 'a[]' is not a glob pattern: '[]' names no character. Name one, or write \\[ for the bracket itself.")]
    public async Task Is_the_callers(string operation, string request, string message)
    {
        var error = await lake.FailsAsync(operation, request);
        Assert.Equal("InvalidInputException", error.Code);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Null_is_as_good_as_nothing_where_a_member_may_be_left_out()
    {
        await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db", "Parameters": {"a": null, "b": "1"}, "Description": null}, "CatalogId": null}""");
        Assert.Equal("""{"b":"1"}""", (await lake.CallAsync("GetDatabase", """{"Name": "db"}"""))["Database"]!["Parameters"]!.ToJsonString());
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();
}
