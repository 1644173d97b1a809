using System.Text.Json.Nodes;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.Secrets;
using Sluice.Lake.Storage;
using Sluice.Lake.Template.Resources;
using Sluice.Lake.Time;

namespace Sluice.Lake.Tests.Secrets;

public sealed class SecretsTests : IDisposable
{
    private readonly LakeFolder folder = new(Path.Combine(Path.GetTempPath(), "sluice-secrets-" + Guid.NewGuid().ToString("N")));
    private SecretsService service;

    public SecretsTests() => service = Open();

    public void Dispose()
    {
        service.Dispose();
        Directory.Delete(folder.Root, recursive: true);
    }

    [Fact]
    public async Task AValue_IsKept_ReplacedAndReadByNameAndArn_AcrossRestarts()
    {
        var created = await CallAsync("CreateSecret", """{"Name": "shop/db", "SecretString": "one", "Description": "the shop's"}""");
        var arn = (string)created["ARN"]!;
        Assert.Matches("^arn:aws:secretsmanager:eu-west-1:000000000000:secret:shop/db-[0-9A-F]{6}$", arn);
        await CallAsync("PutSecretValue", """{"SecretId": "shop/db", "SecretString": "two"}""");
        Restart();

        Assert.Equal("two", (string?)(await CallAsync("GetSecretValue", $$"""{"SecretId": "{{arn}}"}"""))["SecretString"]);
        Assert.Equal("one", (string?)(await CallAsync("GetSecretValue", """{"SecretId": "shop/db", "VersionStage": "AWSPREVIOUS"}"""))["SecretString"]);
        Assert.Equal("two", service.Secrets.ReadText("shop/db"));
        var described = await CallAsync("DescribeSecret", """{"SecretId": "shop/db"}""");
        Assert.Equal("the shop's", (string?)described["Description"]);
        Assert.Equal(2, described["VersionIdsToStages"]!.AsObject().Count);
        var listed = (await CallAsync("ListSecrets", "{}"))["SecretList"]!.AsArray();
        Assert.Equal("shop/db", (string?)Assert.Single(listed)!["Name"]);
        Assert.DoesNotContain("two", described.ToJsonString() + listed.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BytesAreKeptAsBytes()
    {
        await CallAsync("CreateSecret", """{"Name": "bytes", "SecretBinary": "AAEC"}""");
        Assert.Equal("AAEC", (string?)(await CallAsync("GetSecretValue", """{"SecretId": "bytes"}"""))["SecretBinary"]);
        var error = Assert.Throws<AwsServiceException>(() => service.Secrets.ReadText("bytes"));
        Assert.Equal("The secret bytes has a binary value, where text is needed.", error.Message);
    }

    [Fact]
    public async Task TheSameRequestAgain_IsTheSameVersion_AndAnotherValueIsRefused()
    {
        var token = Guid.NewGuid().ToString();
        await CallAsync("CreateSecret", """{"Name": "s"}""");
        await CallAsync("PutSecretValue", $$"""{"SecretId": "s", "SecretString": "v4lue", "ClientRequestToken": "{{token}}"}""");
        var again = await CallAsync("PutSecretValue", $$"""{"SecretId": "s", "SecretString": "v4lue", "ClientRequestToken": "{{token}}"}""");
        Assert.Equal(token, (string?)again["VersionId"]);

        var error = await FailsAsync("PutSecretValue", $$"""{"SecretId": "s", "SecretString": "0ther", "ClientRequestToken": "{{token}}"}""");
        Assert.Equal("ResourceExistsException", error.Code);
        Assert.DoesNotContain("0ther", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetSecretValue", """{"SecretId": "none"}""", "ResourceNotFoundException", "Secrets Manager can't find the secret none. aws secretsmanager list-secrets shows which there are.")]
    [InlineData("GetSecretValue", """{"SecretId": "empty"}""", "ResourceNotFoundException", "The secret empty has no value with the staging label AWSCURRENT. Give it one with put-secret-value.")]
    [InlineData("CreateSecret", """{"Name": "empty"}""", "ResourceExistsException", "The secret empty already exists. Give it another value with put-secret-value.")]
    [InlineData("CreateSecret", """{"Name": "a b"}""", "InvalidParameterException", "The secret's name 'a b' is not valid: it has 1 to 512 letters, digits or characters of /_+=.@-")]
    [InlineData("PutSecretValue", """{"SecretId": "empty"}""", "InvalidParameterException", "PutSecretValue: give SecretString or SecretBinary.")]
    [InlineData("PutSecretValue", """{"SecretId": "empty", "SecretString": "hunter2", "RotationToken": "t"}""", "InvalidParameterException", "PutSecretValue: the lake does not support the parameter 'RotationToken'. Leave it out, or run this call on AWS.")]
    [InlineData("DeleteSecret", """{"SecretId": "empty"}""", "InvalidParameterException", "The lake keeps no deleted secrets for recovery: say --force-delete-without-recovery.")]
    public async Task WhatCannotBe_IsRefused(string operation, string request, string code, string message)
    {
        await CallAsync("CreateSecret", """{"Name": "empty"}""");
        var error = await FailsAsync(operation, request);
        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Fact]
    public async Task ADeletedSecret_IsNoLongerOnDisk()
    {
        await CallAsync("CreateSecret", """{"Name": "s", "SecretString": "findme"}""");
        await CallAsync("DeleteSecret", """{"SecretId": "s", "ForceDeleteWithoutRecovery": true}""");
        Assert.Equal("ResourceNotFoundException", (await FailsAsync("GetSecretValue", """{"SecretId": "s"}""")).Code);
        Restart();
        Assert.All(
            Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories),
            static file => Assert.DoesNotContain("findme", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void ADeclaredSecret_IsMadeOnce_AndKeepsWhatWasPut()
    {
        var declared = new SecretResource { LogicalId = "S", Name = "s", GeneratedKey = "password", GeneratedTemplate = """{"username":"u"}""", GeneratedLength = 20 };
        service.Ensure(declared);
        var first = JsonNode.Parse(service.Secrets.ReadText("s"))!;
        Assert.Equal("u", (string?)first["username"]);
        Assert.Equal(20, ((string)first["password"]!).Length);
        service.Ensure(declared);
        Assert.Equal(first.ToJsonString(), service.Secrets.ReadText("s"));
    }

    [Fact]
    public void TheFolder_IsItsOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such mode.");
            return;
        }

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.Combine(folder.Root, "secretsmanager")));
    }

    private SecretsService Open() => SecretsService.Create(folder, new LakeTime(TimeProvider.System), new LakeIdentity());

    private void Restart()
    {
        service.Dispose();
        service = Open();
    }

    private Task<JsonObject> CallAsync(string operation, string request) => service.Json.InvokeAsync(
        operation, (JsonObject)JsonNode.Parse(request)!, TestContext.Current.CancellationToken);

    private Task<AwsServiceException> FailsAsync(string operation, string request) =>
        Assert.ThrowsAsync<AwsServiceException>(() => CallAsync(operation, request));
}
