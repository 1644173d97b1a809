using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Lake.Tests.Hosting;

namespace Sluice.Lake.Tests.Lambda;

public sealed class LambdaProtocolTests
{
    private static async Task WaitForLogAsync(TestLake lake, string text)
    {
        var log = Path.Combine(lake.Root, ".lake", "logs", "greet.log");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!File.Exists(log) || !(await ReadAsync(log)).Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }
    }

    private const string Functions = "/2015-03-31/functions/";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("greet")]
    [InlineData("arn:aws:lambda:eu-west-1:000000000000:function:greet")]
    [InlineData("arn%3Aaws%3Alambda%3Aeu-west-1%3A000000000000%3Afunction%3Agreet")]
    public async Task Invoke_AnswersTheFunctionsResult(string function)
    {
        await using var lake = await TestLake.StartAsync();

        using var response = await InvokeAsync(lake, function, """{"Name":"Ann"}""", ("X-Amz-Log-Type", "Tail"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("$LATEST", Header(response, "X-Amz-Executed-Version"));
        var result = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        Assert.Equal("Hello, Ann", (string?)result["Message"]);
        Assert.Equal(Header(response, "x-amzn-RequestId"), (string?)result["RequestId"]);
        Assert.Equal(lake.Host.Endpoint.ToString().TrimEnd('/'), (string?)result["Endpoint"]);
        Assert.Contains("greeting Ann\n", Encoding.UTF8.GetString(Convert.FromBase64String(Header(response, "X-Amz-Log-Result")!)));
    }

    [Fact]
    public async Task Invoke_FunctionError_IsInTheHeader()
    {
        await using var lake = await TestLake.StartAsync();

        using var response = await InvokeAsync(lake, "greet", "{}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Unhandled", Header(response, "X-Amz-Function-Error"));
    }

    [Fact]
    public async Task Invoke_Event_IsAcceptedAndRuns()
    {
        await using var lake = await TestLake.StartAsync();

        using var response = await InvokeAsync(lake, "greet", """{"Name":"later"}""", ("X-Amz-Invocation-Type", "Event"));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await WaitForLogAsync(lake, "greeting later\n");
    }

    [Fact]
    public async Task Invoke_Event_TakesAMebibyteAndNoMore()
    {
        await using var lake = await TestLake.StartAsync();
        var payload = $$"""{"Name":"{{new string('x', (1024 * 1024) - 11)}}"}""";

        using var accepted = await InvokeAsync(lake, "greet", payload, ("X-Amz-Invocation-Type", "Event"));
        using var refused = await InvokeAsync(lake, "greet", payload + " ", ("X-Amz-Invocation-Type", "Event"));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.RequestEntityTooLarge), (accepted.StatusCode, refused.StatusCode));
        await WaitForLogAsync(lake, "REPORT RequestId");
    }

    [Fact]
    public async Task Invoke_DryRun_DoesNotRun()
    {
        await using var lake = await TestLake.StartAsync();

        using var response = await InvokeAsync(lake, "greet", """{"Name":"never"}""", ("X-Amz-Invocation-Type", "DryRun"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.False(File.Exists(Path.Combine(lake.Root, ".lake", "logs", "greet.log")));
    }

    [Theory]
    [InlineData("GET", "nobody", 404, "ResourceNotFoundException")]
    [InlineData("POST", "nobody/invocations", 404, "ResourceNotFoundException")]
    [InlineData("POST", "greet/invocations?Qualifier=live", 404, "ResourceNotFoundException")]
    [InlineData("DELETE", "greet", 404, "UnknownOperationException")]
    public async Task Errors_AreInLambdasShape(string method, string path, int status, string code)
    {
        await using var lake = await TestLake.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), Functions + path);

        using var response = await lake.Http.SendAsync(request, Cancellation);

        Assert.Equal((status, code), ((int)response.StatusCode, Header(response, "x-amzn-errortype")));
        Assert.Equal("User", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["Type"]);
    }

    [Fact]
    public async Task ListFunctions_AndGetFunction()
    {
        await using var lake = await TestLake.StartAsync();

        var list = JsonNode.Parse(await lake.Http.GetStringAsync(Functions, Cancellation))!;
        var one = JsonNode.Parse(await lake.Http.GetStringAsync(Functions + "greet", Cancellation))!;

        Assert.Equal("greet", (string?)Assert.Single((JsonArray)list["Functions"]!)!["FunctionName"]);
        Assert.Equal(30, (int?)one["Configuration"]!["Timeout"]);
        Assert.Equal("Hello", (string?)one["Configuration"]!["Environment"]!["Variables"]!["GREETING"]);
        // What `aws lambda wait function-updated-v2` waits for, and what people sort by.
        Assert.Equal(("Active", "Successful"), ((string?)one["Configuration"]!["State"], (string?)one["Configuration"]!["LastUpdateStatus"]));
        Assert.Matches("^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[.][0-9]{3}[+]0000$", (string?)one["Configuration"]!["LastModified"]);
        Assert.Equal("arn:aws:iam::000000000000:role/GreetFunctionRole", (string?)one["Configuration"]!["Role"]);
    }

    private static async Task<HttpResponseMessage> InvokeAsync(TestLake lake, string function, string payload, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Functions}{function}/invocations") { Content = new StringContent(payload) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await lake.Http.SendAsync(request, Cancellation);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static async Task<string> ReadAsync(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
