using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Lake.Hosting;

namespace Sluice.Lake.Tests.Hosting;

/// <summary>A lake of its own in a fresh folder, with a small template, and a client of it.</summary>
internal sealed class TestLake : IAsyncDisposable
{
    public const string Template = """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          LandingBucket: {Type: AWS::S3::Bucket, Properties: {BucketName: landing, NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: true}}}}
          AssetsBucket: {Type: AWS::S3::Bucket, Properties: {BucketName: assets}}
          GreetFunction:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: greet
              Handler: Sluice.Lake.Tests::Sluice.Lake.Tests.Lambda.Greet_Handle_Generated::Handle
              Runtime: dotnet10
              Timeout: 30
              Environment: {Variables: {GREETING: Hello}}
          Machine:
            Type: AWS::Serverless::StateMachine
            Properties:
              Name: done
              Role: arn:aws:iam::000000000000:role/done
              Definition:
                StartAt: Greet
                States:
                  Greet:
                    Type: Task
                    Resource: !GetAtt GreetFunction.Arn
                    Parameters: {Name.$: $.detail.object.key}
                    End: true
          Rule:
            Type: AWS::Events::Rule
            Properties:
              Name: done-file
              EventPattern: {source: [aws.s3], detail-type: [Object Created], detail: {bucket: {name: [!Ref LandingBucket]}, object: {key: [{wildcard: incoming/*.done}]}}}
              Targets: [{Id: machine, Arn: !Ref Machine}]
          CustomRule:
            Type: AWS::Events::Rule
            Properties:
              Name: custom
              EventPattern: {source: [tests]}
              Targets: [{Id: machine, Arn: !Ref Machine, InputTransformer: {InputPathsMap: {key: $.detail.key}, InputTemplate: '{"detail": {"object": {"key": <key>}}}'}}]
        """;

    private TestLake(string root, LakeHost host) => (Root, Host) = (root, host);

    public string Root { get; }

    public LakeHost Host { get; private set; }

    public HttpClient Http { get; private set; } = null!; // set by StartAsync

    public static LakeOptions Options(string root) =>
        new() { DataFolder = Path.Combine(root, ".lake"), TemplatePath = Path.Combine(root, "template.yaml") };

    public static async Task<TestLake> StartAsync(string template = Template, Action<string>? arrange = null, TextWriter? log = null, bool realTime = false)
    {
        var root = Directory.CreateTempSubdirectory("sluice-host-").FullName;
        await File.WriteAllTextAsync(Path.Combine(root, "template.yaml"), template);
        arrange?.Invoke(root);
        var lake = new TestLake(root, await LakeHost.StartAsync(Options(root) with { Log = log, RealTime = realTime }, TestContext.Current.CancellationToken));
        lake.Http = new HttpClient { BaseAddress = lake.Host.Endpoint };
        return lake;
    }

    /// <summary>Stops the lake and starts another on its folder.</summary>
    public async Task RestartAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        Host = await LakeHost.StartAsync(Options(Root), TestContext.Current.CancellationToken);
        Http = new HttpClient { BaseAddress = Host.Endpoint };
    }

    /// <summary>Calls a JSON service; returns status, content type and body.</summary>
    public async Task<(int Status, HttpResponseMessage Response, JsonObject Body)> CallAsync(string target, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, response, (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    public async Task PutAsync(string bucket, string key, string text)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        using var response = await Http.PutAsync($"/{bucket}/{key}", content, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary>Waits for the executions of the machine to be this many, and returns them described, oldest first.</summary>
    public async Task<IReadOnlyList<JsonObject>> ExecutionsAsync(int count)
    {
        const string Machine = "arn:aws:states:eu-west-1:000000000000:stateMachine:done";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var (_, _, body) = await CallAsync("AWSStepFunctions.ListExecutions", $$"""{"stateMachineArn": "{{Machine}}"}""");
            var arns = ((JsonArray)body["executions"]!).Select(static item => (string)item!["executionArn"]!).Reverse().ToList();
            if (arns.Count >= count)
            {
                foreach (var arn in arns)
                {
                    await Host.StepFunctions.WaitForExecutionAsync(arn, limit.Token);
                }

                return arns.ConvertAll(Host.StepFunctions.DescribeExecution);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
