namespace Sluice.Lake.Tests.Hosting;

/// <summary>A declared secret and connection, through the port.</summary>
public sealed class SecretProtocolTests
{
    private const string Template = """
        Resources:
          Secret:
            Type: AWS::SecretsManager::Secret
            Properties:
              Name: shop
              GenerateSecretString: {SecretStringTemplate: '{"username":"sluice"}', GenerateStringKey: password}
          Connection:
            Type: AWS::Glue::Connection
            Properties:
              CatalogId: !Ref AWS::AccountId
              ConnectionInput: {Name: to-shop, ConnectionType: JDBC, ConnectionProperties: {JDBC_CONNECTION_URL: jdbc:postgresql://db/shop, SECRET_ID: !Ref Secret}}
        """;

    [Fact]
    public async Task APutValue_SurvivesTheNextStart_AndIsInNoAnswerButItsOwn()
    {
        await using var lake = await TestLake.StartAsync(Template);
        await lake.CallAsync("secretsmanager.PutSecretValue", """{"SecretId": "shop", "SecretString": "findme"}""");
        await lake.RestartAsync();

        var (_, _, read) = await lake.CallAsync("secretsmanager.GetSecretValue", """{"SecretId": "shop"}""");
        Assert.Equal("findme", (string?)read["SecretString"]);
        var (_, _, connection) = await lake.CallAsync("AWSGlue.GetConnection", """{"Name": "to-shop"}""");
        Assert.Equal((string?)read["ARN"], (string?)connection["Connection"]!["ConnectionProperties"]!["SECRET_ID"]);
        Assert.DoesNotContain("findme", connection.ToJsonString(), StringComparison.Ordinal);
    }
}
