using System.Diagnostics;

namespace Sluice.Lake.Tests.Hosting;

/// <summary>The host's own protocols with AWS's client for Python, where it is installed.</summary>
public sealed class Boto3Tests
{
    /// <summary>boto3 asks for leave to send a body even when there is none; the request after that one must be answered too.</summary>
    [Fact]
    public async Task EmptyObject_ThenAnother_AreBothPut()
    {
        const string Script = """
            import sys
            try:
                import boto3
            except ImportError:
                sys.exit(77)
            from botocore.config import Config
            s3 = boto3.client("s3", config=Config(read_timeout=10, retries={"max_attempts": 0}))
            s3.create_bucket(Bucket="marks", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
            for body in (b"", b"x", b"", b"", b"yz"):
                s3.put_object(Bucket="marks", Key="a.done", Body=body)
                print(s3.head_object(Bucket="marks", Key="a.done")["ContentLength"])
            """;
        await using var lake = await TestLake.StartAsync();

        var (exitCode, output, error) = await RunAsync(lake, Script);

        if (exitCode == 77)
        {
            Assert.Skip("boto3 is not installed.");
        }

        Assert.True(exitCode == 0, error);
        Assert.Equal("0 1 0 0 2", string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
    }

    [Fact]
    public async Task LambdaEventsAndStepFunctions_AnswerBoto3()
    {
        const string Script = """
            import json, sys
            try:
                import boto3
            except ImportError:
                sys.exit(77)
            from botocore.exceptions import ClientError
            functions, events, states = boto3.client("lambda"), boto3.client("events"), boto3.client("stepfunctions")
            print([f["FunctionName"] for f in functions.list_functions()["Functions"]])
            answer = functions.invoke(FunctionName="greet", Payload=json.dumps({"Name": "Ann"}), LogType="Tail")
            print(answer["StatusCode"], answer["ExecutedVersion"], json.load(answer["Payload"])["Message"], len(answer["LogResult"]) > 0)
            failed = functions.invoke(FunctionName="greet", Payload="{}")
            print(failed["FunctionError"], json.load(failed["Payload"])["errorType"])
            print(functions.invoke(FunctionName="greet", InvocationType="DryRun")["StatusCode"])
            try:
                functions.invoke(FunctionName="nobody")
            except functions.exceptions.ResourceNotFoundException as error:
                print(error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"])
            print([r["Name"] for r in events.list_rules()["Rules"]])
            print(events.put_events(Entries=[{"Source": "nobody", "DetailType": "t", "Detail": "{}"}])["FailedEntryCount"])
            try:
                events.delete_rule(Name="custom")
            except ClientError as error:
                print(error.response["Error"]["Code"])
            print(states.list_state_machines()["stateMachines"][0]["name"])
            """;
        await using var lake = await TestLake.StartAsync();

        var (exitCode, output, error) = await RunAsync(lake, Script);

        if (exitCode == 77)
        {
            Assert.Skip("boto3 is not installed.");
        }

        Assert.True(exitCode == 0, error);
        Assert.Equal(
            """
            ['greet']
            200 $LATEST Hello, Ann True
            Unhandled JsonSerializerException
            204
            ResourceNotFoundException 404
            ['custom', 'done-file']
            0
            UnknownOperationException
            done

            """.ReplaceLineEndings("\n"),
            output.ReplaceLineEndings("\n"));
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(TestLake lake, string script)
    {
        var start = new ProcessStartInfo("python3", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AWS_ENDPOINT_URL"] = lake.Host.Endpoint.ToString();
        start.Environment["AWS_ACCESS_KEY_ID"] = "any";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "any";
        start.Environment["AWS_DEFAULT_REGION"] = "eu-west-1";
        try
        {
            using var process = Process.Start(start)!; // a new process, not one that is used again
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output, await error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (77, "", "");
        }
    }
}
