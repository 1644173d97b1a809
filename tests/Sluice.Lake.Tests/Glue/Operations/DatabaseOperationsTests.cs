namespace Sluice.Lake.Tests.Glue.Operations;

public sealed class DatabaseOperationsTests : IAsyncLifetime
{
    private readonly GlueLake lake = GlueLake.Create();

    [Fact]
    public async Task Create_FoldsTheName_AndIsThereAfterARestart()
    {
        await lake.CallAsync("CreateDatabase", """
            {"DatabaseInput": {"Name": "Landing_DB", "Description": "zone", "LocationUri": "s3://b/x", "Parameters": {"a": "1"}}}
            """);
        await lake.RestartAsync();

        var database = (await lake.CallAsync("GetDatabase", """{"Name": "LANDING_db"}"""))["Database"]!;
        Assert.Equal("landing_db", (string?)database["Name"]);
        Assert.Equal("zone", (string?)database["Description"]);
        Assert.Equal("s3://b/x", (string?)database["LocationUri"]);
        Assert.Equal("1", (string?)database["Parameters"]!["a"]);
        Assert.Equal("000000000000", (string?)database["CatalogId"]);
        Assert.InRange((double)database["CreateTime"]!, 1_700_000_000, 4_000_000_000);
    }

    [Fact]
    public async Task Create_Twice_SaysThatItExists()
    {
        await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");
        var error = await lake.FailsAsync("CreateDatabase", """{"DatabaseInput": {"Name": "DB"}}""");
        Assert.Equal(("AlreadyExistsException", "Database db already exists."), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("", "The database name is missing or empty: it must have 1 to 255 bytes.")]
    [InlineData("a\\nb", "The database name 'a\nb' holds a control character: names are one line of text.")]
    public async Task Create_RefusesNames(string name, string message)
    {
        var error = await lake.FailsAsync("CreateDatabase", $$$"""{"DatabaseInput": {"Name": "{{{name}}}"}}""");
        Assert.Equal(("InvalidInputException", message), (error.Code, error.Message));
    }

    [Fact]
    public async Task Create_TakesNamesOf255Bytes_AndNoMore()
    {
        await lake.CallAsync("CreateDatabase", $$$"""{"DatabaseInput": {"Name": "{{{new string('a', 255)}}}"}}""");
        var error = await lake.FailsAsync("CreateDatabase", $$$"""{"DatabaseInput": {"Name": "{{{new string('a', 256)}}}"}}""");
        Assert.Equal($"The database name '{new string('a', 40)}...' has 256 bytes: it must have 1 to 255.", error.Message);
    }

    [Theory]
    [InlineData("GetDatabase", """{"Name": "nosuch"}""")]
    [InlineData("DeleteDatabase", """{"Name": "nosuch"}""")]
    [InlineData("UpdateDatabase", """{"Name": "nosuch", "DatabaseInput": {"Name": "nosuch"}}""")]
    [InlineData("GetTables", """{"DatabaseName": "nosuch"}""")]
    [InlineData("CreateTable", """{"DatabaseName": "nosuch", "TableInput": {"Name": "t"}}""")]
    [InlineData("GetTable", """{"DatabaseName": "nosuch", "Name": "t"}""")]
    public async Task AMissingDatabase_IsNamed(string operation, string request)
    {
        var error = await lake.FailsAsync(operation, request);
        Assert.Equal(("EntityNotFoundException", "Database nosuch not found."), (error.Code, error.Message));
    }

    [Fact]
    public async Task Delete_TakesTheTablesWithIt()
    {
        await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");
        await lake.CallAsync("CreateTable", """{"DatabaseName": "db", "TableInput": {"Name": "t"}}""");
        await lake.CallAsync("DeleteDatabase", """{"Name": "db"}""");
        await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");

        Assert.Empty((await lake.CallAsync("GetTables", """{"DatabaseName": "db"}"""))["TableList"]!.AsArray());
    }

    [Fact]
    public async Task List_Pages()
    {
        foreach (var name in new[] { "c", "a", "b" })
        {
            await lake.CallAsync("CreateDatabase", $$$"""{"DatabaseInput": {"Name": "{{{name}}}"}}""");
        }

        var first = await lake.CallAsync("GetDatabases", """{"MaxResults": 2}""");
        var second = await lake.CallAsync("GetDatabases", $$"""{"MaxResults": 2, "NextToken": "{{first["NextToken"]}}"}""");
        Assert.Equal(["a", "b"], first["DatabaseList"]!.AsArray().Select(static database => (string?)database!["Name"]));
        Assert.Equal(["c"], second["DatabaseList"]!.AsArray().Select(static database => (string?)database!["Name"]));
        Assert.Null(second["NextToken"]);
    }

    [Fact]
    public async Task AnUnknownMember_IsRefused()
    {
        var error = await lake.FailsAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db", "Colour": "red"}}""");
        Assert.Equal(
            ("InvalidInputException", "CreateDatabase: the lake does not support the parameter 'Colour'. Leave it out, or run this call on AWS."),
            (error.Code, error.Message));
    }

    [Fact]
    public async Task AnotherAccountsCatalog_IsNotFound()
    {
        var error = await lake.FailsAsync("GetDatabases", """{"CatalogId": "111111111111"}""");
        Assert.Equal("EntityNotFoundException", error.Code);
    }

    [Fact]
    public async Task Triggers_AreRefusedByName()
    {
        var error = await lake.FailsAsync("StartTrigger", """{"Name": "t"}""");
        Assert.Equal("UnknownOperationException", error.Code);
        Assert.StartsWith("The lake does not support AWSGlue.StartTrigger.", error.Message, StringComparison.Ordinal);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => lake.DisposeAsync();
}
