using Sluice.Lake.Tests.Glue;

namespace Sluice.Lake.Tests.Glue.Operations;

public sealed class ConnectionOperationsTests : IAsyncDisposable
{
    private readonly GlueLake lake = GlueLake.Create();

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task AConnection_IsCreatedReadUpdatedListedAndDeleted_AcrossRestarts()
    {
        var created = await CreateAsync("shop", """{"JDBC_CONNECTION_URL": "jdbc:postgresql://db.example.com:5433/shop", "SECRET_ID": "s"}""");
        Assert.Equal("""{"CreateConnectionStatus":"READY"}""", created);
        await CreateAsync("b", """{"JDBC_CONNECTION_URL": "jdbc:postgresql://localhost/b", "SECRET_ID": "s", "JDBC_ENFORCE_SSL": "true"}""");
        await lake.RestartAsync();

        var found = (await lake.CallAsync("GetConnection", """{"Name": "shop", "HidePassword": true}"""))["Connection"]!;
        Assert.Equal("jdbc:postgresql://db.example.com:5433/shop", (string?)found["ConnectionProperties"]!["JDBC_CONNECTION_URL"]);
        await lake.CallAsync("UpdateConnection", """
            {"Name": "shop", "ConnectionInput": {"Name": "shop", "ConnectionType": "JDBC", "Description": "now",
             "ConnectionProperties": {"JDBC_CONNECTION_URL": "jdbc:postgresql://other/shop", "SECRET_ID": "s"}}}
            """);
        var all = (await lake.CallAsync("GetConnections", """{"Filter": {"ConnectionType": "JDBC"}}"""))["ConnectionList"]!.AsArray();
        Assert.Equal(["b", "shop"], all.Select(static connection => (string?)connection!["Name"]));
        Assert.Equal("now", (string?)all[1]!["Description"]);

        await lake.CallAsync("DeleteConnection", """{"ConnectionName": "shop"}""");
        await lake.RestartAsync();
        var error = await lake.FailsAsync("GetConnection", """{"Name": "shop"}""");
        Assert.Equal(("EntityNotFoundException", "Connection shop not found. aws glue get-connections shows which there are."), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("""{"SECRET_ID": "s"}""", "has a JDBC_CONNECTION_URL that the lake cannot read: it must be jdbc:postgresql://HOST:PORT/DATABASE, without user, password or parameters.")]
    [InlineData("""{"JDBC_CONNECTION_URL": "jdbc:mysql://h/d", "SECRET_ID": "s"}""", "has a JDBC_CONNECTION_URL that the lake cannot read: it must be jdbc:postgresql://HOST:PORT/DATABASE, without user, password or parameters.")]
    [InlineData("""{"JDBC_CONNECTION_URL": "jdbc:postgresql://h:70000/d", "SECRET_ID": "s"}""", "has a JDBC_CONNECTION_URL that the lake cannot read: it must be jdbc:postgresql://HOST:PORT/DATABASE, without user, password or parameters.")]
    [InlineData("""{"JDBC_CONNECTION_URL": "jdbc:postgresql://h/d?password=hunter2", "SECRET_ID": "s"}""", "has a JDBC_CONNECTION_URL that the lake cannot read: it must be jdbc:postgresql://HOST:PORT/DATABASE, without user, password or parameters.")]
    [InlineData("""{"JDBC_CONNECTION_URL": "jdbc:postgresql://h/d"}""", "has no SECRET_ID: name the secret that holds username and password, by name or ARN.")]
    [InlineData("""{"JDBC_CONNECTION_URL": "jdbc:postgresql://h/d", "SECRET_ID": "s", "PASSWORD": "hunter2"}""", "has the property PASSWORD: the lake takes both from a secret; name it in SECRET_ID.")]
    [InlineData("""{"HOST": "h"}""", "has the property HOST: give JDBC_CONNECTION_URL, jdbc:postgresql://HOST:PORT/DATABASE.")]
    [InlineData("""{"JDBC_CONNECTION_URL": "jdbc:postgresql://h/d", "SECRET_ID": "s", "JDBC_ENFORCE_SSL": "maybe"}""", "has JDBC_ENFORCE_SSL 'maybe': it is true or false.")]
    public async Task Create_RefusesWhatItCannotUse_WithoutRepeatingASecret(string properties, string message)
    {
        var error = await lake.FailsAsync("CreateConnection", Request("c", properties));
        Assert.Equal(("InvalidInputException", $"Connection c {message}"), (error.Code, error.Message));
    }

    [Fact]
    public async Task ASecondConnectionOfAName_AndAnotherKind_AreRefused()
    {
        const string Properties = """{"JDBC_CONNECTION_URL": "jdbc:postgresql://h/d", "SECRET_ID": "s"}""";
        await CreateAsync("c", Properties);
        Assert.Equal("AlreadyExistsException", (await lake.FailsAsync("CreateConnection", Request("c", Properties))).Code);
        Assert.Equal(
            "Connection k is of ConnectionType KAFKA: the lake's connections are JDBC.",
            (await lake.FailsAsync("CreateConnection", Request("k", Properties).Replace("JDBC\",", "KAFKA\",", StringComparison.Ordinal))).Message);
    }

    private static string Request(string name, string properties) =>
        $$"""{"ConnectionInput": {"Name": "{{name}}", "ConnectionType": "JDBC", "ConnectionProperties": {{properties}} } }""";

    private async Task<string> CreateAsync(string name, string properties) =>
        (await lake.CallAsync("CreateConnection", Request(name, properties))).ToJsonString();
}
