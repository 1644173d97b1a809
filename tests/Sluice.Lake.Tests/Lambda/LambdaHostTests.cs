using System.Text.Json.Nodes;
using Sluice.Lake.Hosting;
using Sluice.Lake.Lambda;
using Sluice.Lake.Protocol;
using Sluice.Lake.Storage;
using Sluice.Lake.Template.Resources;
using Sluice.Lake.Time;

namespace Sluice.Lake.Tests.Lambda;

public sealed class LambdaHostTests : IAsyncDisposable
{
    private const string Plain = "Sluice.Lake.Tests::Sluice.Lake.Tests.Lambda.PlainFunctions::";
    private readonly string folder = Directory.CreateTempSubdirectory("sluice-lambda-").FullName;
    private readonly LambdaHost host;

    public LambdaHostTests() => host = Host(
        "http://127.0.0.1:4566",
        Function("greet", "Sluice.Lake.Tests::Sluice.Lake.Tests.Lambda.Greet_Handle_Generated::Handle") with
        {
            Environment = new Dictionary<string, string> { ["GREETING"] = "Good day" },
        },
        Function("upper", Plain + "Upper"),
        Function("nothing", Plain + "Nothing"),
        Function("large", Plain + "Large"),
        Function("fail", Plain + "Fail"),
        Function("hang", Plain + "Hang") with { Timeout = TimeSpan.FromMilliseconds(50) },
        Function("missing", Plain + "Missing"),
        Function("elsewhere", "No.Such.Assembly::Type::Method"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invoke_AnnotatedFunction_RunsItAsItsGeneratedClassWould()
    {
        var (result, requestId, _) = await host.InvokeWithLogAsync("greet", """{"name":"Ann"}""", Cancellation);

        Assert.Null(result.FunctionError);
        Assert.Equal(
            $$"""{"Message":"Good day, Ann","Endpoint":"http://127.0.0.1:4566","Count":1,"FunctionName":"greet","RequestId":"{{requestId}}"}""",
            result.Payload);
    }

    [Fact]
    public async Task Invoke_Twice_TheInstanceIsKeptAndTheScopeIsNew()
    {
        await host.InvokeAsync("greet", """{"Name":"Ann"}""", Cancellation);
        var second = await host.InvokeAsync("greet", """{"Name":"Bob"}""", Cancellation);

        Assert.Equal(1, (int?)JsonNode.Parse(second.Payload)!["Count"]);
    }

    [Fact]
    public async Task Invoke_TwoLakesInOneProcess_EachFunctionIsGivenItsOwnLakesAddress()
    {
        await using var other = Host(
            "http://127.0.0.1:9999", Function("greet", "Sluice.Lake.Tests::Sluice.Lake.Tests.Lambda.Greet_Handle_Generated::Handle"));

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(index =>
            (index % 2 == 0 ? host : other).InvokeAsync("greet", """{"Name":"Ann"}""", Cancellation)));

        Assert.Equal(
            Enumerable.Range(0, 20).Select(static index => index % 2 == 0 ? "http://127.0.0.1:4566" : "http://127.0.0.1:9999"),
            results.Select(static result => (string)JsonNode.Parse(result.Payload)!["Endpoint"]!));
        Assert.Null(Environment.GetEnvironmentVariable("GREETING"));
    }

    [Fact]
    public async Task FunctionThatGoesOn_WritesNothing_IntoTheFolderOfALakeThatHasStopped()
    {
        await host.InvokeAsync("greet", """{"Name":"Ann"}""", Cancellation);
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);

        await host.InvokeAsync("greet", """{"Name":"Bob"}""", Cancellation);

        Assert.False(Directory.Exists(folder));
        Directory.CreateDirectory(folder); // which DisposeAsync removes
    }

    [Fact]
    public async Task Invoke_WritesItsLog_BetweenStartAndReport()
    {
        var (_, requestId, tail) = await host.InvokeWithLogAsync("greet", """{"Name":"Ann"}""", Cancellation);

        Assert.StartsWith($"START RequestId: {requestId} Version: $LATEST\ngreeting Ann\nlogged\nEND RequestId: {requestId}\nREPORT RequestId: {requestId}\tDuration: ", tail);
        Assert.EndsWith(" ms\tMemory Size: 256 MB\n", tail);
        Assert.Equal(tail, await ReadLogAsync("greet"));
    }

    [Theory]
    [InlineData("upper", "\"text\"", "\"TEXT\"")]
    [InlineData("nothing", "{\"Name\":\"Ann\"}", "null")]
    [InlineData("arn:aws:lambda:eu-west-1:000000000000:function:upper", "\"a\"", "\"A\"")]
    [InlineData("000000000000:function:upper:$LATEST", "\"a\"", "\"A\"")]
    public async Task Invoke_PlainHandler(string function, string payload, string expected)
    {
        var result = await host.InvokeAsync(function, payload, Cancellation);

        Assert.Equal(new LambdaResult(expected, null), result);
    }

    [Fact]
    public async Task Invoke_FunctionThrows_AnswersAsLambdaDoesForDotNet()
    {
        var result = await host.InvokeAsync("fail", """{"Name":"x"}""", Cancellation);

        Assert.Equal("Unhandled", result.FunctionError);
        var error = JsonNode.Parse(result.Payload)!;
        Assert.Equal("NoSuchPipelineException", (string?)error["errorType"]);
        Assert.Equal("there is no pipeline x", (string?)error["errorMessage"]);
        Assert.StartsWith("at Sluice.Lake.Tests.Lambda.PlainFunctions.Fail(GreetEvent input)", (string?)error["stackTrace"]![0]);
        Assert.Equal("InvalidOperationException", (string?)error["cause"]!["errorType"]);
        Assert.Equal("inner", (string?)error["cause"]!["errorMessage"]);
    }

    [Fact]
    public async Task Invoke_EventOfAnotherShape_FailsInTheFunction()
    {
        var result = await host.InvokeAsync("greet", """{"Other":1}""", Cancellation);

        Assert.Equal("Unhandled", result.FunctionError);
        Assert.Equal("JsonSerializerException", (string?)JsonNode.Parse(result.Payload)!["errorType"]);
    }

    [Fact]
    public async Task Invoke_LongerThanTimeout_IsTimedOut()
    {
        var (result, requestId, tail) = await host.InvokeWithLogAsync("hang", """{"Name":"x"}""", Cancellation);

        Assert.Equal("Unhandled", result.FunctionError);
        Assert.Equal(
            $$"""{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: {{requestId}} Error: Task timed out after 0.05 seconds"}""", result.Payload);
        Assert.Contains($" {requestId} Task timed out after 0.05 seconds\nEND", tail);
    }

    [Fact]
    public async Task Invoke_LargeResponse_IsRefused()
    {
        var atLimit = await host.InvokeAsync("large", $"{LambdaHost.MaximumRequestBytes + 98}", Cancellation);
        var over = await host.InvokeAsync("large", $"{LambdaHost.MaximumRequestBytes + 99}", Cancellation);

        Assert.Null(atLimit.FunctionError);
        Assert.Equal("Unhandled", over.FunctionError);
        Assert.Equal(
            """{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."}""",
            over.Payload);
    }

    [Theory]
    [InlineData("missing", "Unable to find method 'Missing' in type 'Sluice.Lake.Tests.Lambda.PlainFunctions' from assembly 'Sluice.Lake.Tests'.")]
    [InlineData("elsewhere", "Could not find the specified handler assembly with the file name 'No.Such.Assembly'.")]
    public async Task Invoke_NoSuchHandler_SaysWhatIsMissing(string function, string message)
    {
        var result = await host.InvokeAsync(function, "{}", Cancellation);

        var error = JsonNode.Parse(result.Payload)!;
        Assert.Equal("LambdaValidationException", (string?)error["errorType"]);
        Assert.StartsWith(message, (string?)error["errorMessage"]);
    }

    [Theory]
    [InlineData("nobody", "{}", "ResourceNotFoundException", "Function not found: arn:aws:lambda:eu-west-1:000000000000:function:nobody.")]
    [InlineData("upper:live", "{}", "ResourceNotFoundException", "Function not found: arn:aws:lambda:eu-west-1:000000000000:function:upper:live.")]
    [InlineData("upper", "{", "InvalidRequestContentException", "Could not parse request body into json:")]
    public async Task Invoke_Refused(string function, string payload, string code, string message)
    {
        var exception = await Assert.ThrowsAsync<AwsServiceException>(() => host.InvokeAsync(function, payload, Cancellation));

        Assert.Equal(code, exception.Code);
        Assert.StartsWith(message, exception.Message);
    }

    [Fact]
    public async Task Invoke_LargeRequest_IsRefused()
    {
        var atLimit = $"\"{new string('a', LambdaHost.MaximumRequestBytes - 2)}\"";
        var over = $"\"{new string('a', LambdaHost.MaximumRequestBytes - 1)}\"";

        var exception = await Assert.ThrowsAsync<AwsServiceException>(() => host.InvokeAsync("upper", over, Cancellation));

        Assert.Equal("RequestTooLargeException", exception.Code);
        Assert.Equal("Request must be smaller than 6291456 bytes for the InvokeFunction operation; this one has 6291457.", exception.Message);
        Assert.Null((await host.InvokeAsync("upper", atLimit, Cancellation)).FunctionError);
    }

    [Fact]
    public async Task Invoke_KeepsTheUsersCredentialsOut()
    {
        await host.InvokeAsync("upper", "\"a\"", Cancellation);

        Assert.Equal("lake", Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID"));
        Assert.Equal("true", Environment.GetEnvironmentVariable("AWS_EC2_METADATA_DISABLED"));
        Assert.Null(Environment.GetEnvironmentVariable("AWS_PROFILE"));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static FunctionResource Function(string name, string handler) => new()
    {
        LogicalId = name,
        Name = name,
        Arn = $"arn:aws:lambda:eu-west-1:000000000000:function:{name}",
        Handler = handler,
        Timeout = TimeSpan.FromSeconds(30),
        MemorySize = 256,
    };

    private LambdaHost Host(string endpoint, params FunctionResource[] functions) =>
        new(functions, new LakeIdentity(), new LakeFolder(folder), new LakeTime(TimeProvider.System), () => new Uri(endpoint));

    private async Task<string> ReadLogAsync(string function)
    {
        using var stream = new FileStream(Path.Combine(folder, "logs", $"{function}.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
