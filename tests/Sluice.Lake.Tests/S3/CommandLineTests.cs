using System.ComponentModel;
using System.Diagnostics;

namespace Sluice.Lake.Tests.S3;

/// <summary>Other people's clients: the AWS CLI and boto3, where they are installed.</summary>
public sealed class CommandLineTests : IAsyncLifetime
{
    private const string Bucket = "landing";

    private S3Fixture lake = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => lake = await S3Fixture.StartAsync(Bucket, "processed");

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task AwsCli_SyncsListsMovesAndRemoves()
    {
        var files = Directory.CreateDirectory(Path.Combine(lake.Folder, "files", "exec_date=2026-11-21")).FullName;
        await File.WriteAllTextAsync(Path.Combine(files, "a b.csv"), "a,b\n", Stop);
        await File.WriteAllBytesAsync(Path.Combine(files, "big.bin"), new byte[(8 * 1024 * 1024) + 1], Stop); // above the CLI's threshold for multipart uploads

        await RunAsync("aws", "s3", "sync", Path.Combine(lake.Folder, "files"), $"s3://{Bucket}/in/", "--quiet");
        var listed = await RunAsync("aws", "s3", "ls", $"s3://{Bucket}/in/", "--recursive", "--summarize");
        var top = await RunAsync("aws", "s3", "ls", $"s3://{Bucket}/in/");
        await RunAsync("aws", "s3", "mv", $"s3://{Bucket}/in/exec_date=2026-11-21/a b.csv", "s3://processed/moved.csv", "--quiet");
        await RunAsync("aws", "s3", "cp", $"s3://{Bucket}/in/exec_date=2026-11-21/big.bin", Path.Combine(lake.Folder, "back.bin"), "--quiet");
        await RunAsync("aws", "s3", "rm", $"s3://{Bucket}/in/", "--recursive", "--quiet");

        Assert.Matches(@"^\S+ \S+ +4 in/exec_date=2026-11-21/a b\.csv\n\S+ \S+ +8388609 in/exec_date=2026-11-21/big\.bin\n\nTotal Objects: 2\n   Total Size: 8388613\n$", listed);
        Assert.Equal("                           PRE exec_date=2026-11-21/\n", top);
        Assert.Equal("a,b\n", await File.ReadAllTextAsync(lake.Store.Find("processed", "moved.csv")!.FilePath, Stop));
        Assert.Equal(8388609, new FileInfo(Path.Combine(lake.Folder, "back.bin")).Length);
        Assert.Empty(lake.Store.List(Bucket, ""));
    }

    [Fact]
    public async Task AwsCli_ShowsTheErrorsOfTheLake()
    {
        var missing = await FailAsync("aws", "s3api", "get-object", "--bucket", Bucket, "--key", "nothing", Path.Combine(lake.Folder, "x"));
        var acl = await FailAsync("aws", "s3api", "get-bucket-acl", "--bucket", Bucket);

        Assert.Contains("An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.", missing, StringComparison.Ordinal);
        Assert.Contains("An error occurred (NotImplemented) when calling the GetBucketAcl operation", acl, StringComparison.Ordinal);
        Assert.Contains("The lake does not implement GET of the sub-resource '?acl'.", acl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boto3_WritesReadsAndPages()
    {
        const string Script = """
            import io, sys
            try:
                import boto3
            except ImportError:
                sys.exit(77)
            s3 = boto3.client("s3")
            for name in ["a b/\u00e9+%.txt", "control\x01.txt", "tab\t.txt"]:
                s3.put_object(Bucket="landing", Key=name, Body=b"hello", Metadata={"m": "1"}, ChecksumAlgorithm="SHA256")
            for number in range(1100):
                s3.put_object(Bucket="landing", Key=f"many/{number:04}", Body=b"")
            keys = [o["Key"] for page in s3.get_paginator("list_objects_v2").paginate(Bucket="landing") for o in page["Contents"]]
            print(len(keys), sorted(keys, key=lambda k: k.encode()) == keys, keys[0] == "a b/\u00e9+%.txt")
            got = s3.get_object(Bucket="landing", Key=keys[0], ChecksumMode="ENABLED")
            print(got["Body"].read(), got["Metadata"], got["ChecksumSHA256"], got["ChecksumType"])
            s3.upload_fileobj(io.BytesIO(bytes(9_000_000)), "landing", "big")
            print(s3.head_object(Bucket="landing", Key="big")["ContentLength"])
            s3.copy({"Bucket": "landing", "Key": "big"}, "processed", "copy")
            try:
                s3.delete_objects(Bucket="landing", Delete={"Objects": [{"Key": "control\x01.txt"}]})
            except s3.exceptions.ClientError as error: # as on AWS: XML has no such character
                print(error.response["Error"]["Code"])
            keys.remove("control\x01.txt")
            print(s3.delete_objects(Bucket="landing", Delete={"Objects": [{"Key": k} for k in keys[:1000]], "Quiet": True}).get("Errors"))
            print(s3.list_objects(Bucket="landing", Prefix="many/", Delimiter="/", MaxKeys=1).get("NextMarker"))
            try:
                s3.put_object(Bucket="processed", Key="copy", Body=b"", IfNoneMatch="*")
            except s3.exceptions.ClientError as error:
                print(error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"])
            """;

        var output = await RunAsync("python3", "-c", Script);

        Assert.Equal(
            "1103 True True\n" +
            "b'hello' {'m': '1'} LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ= FULL_OBJECT\n" +
            "9000000\nMalformedXML\nNone\nmany/0999\nPreconditionFailed 412\n",
            output);
    }

    /// <summary>What a program that succeeds prints.</summary>
    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (exitCode, output, errors) = await StartAsync(program, arguments);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {exitCode}: {errors}");
        return output;
    }

    /// <summary>The errors of a program that fails.</summary>
    private async Task<string> FailAsync(string program, params string[] arguments)
    {
        var (exitCode, output, errors) = await StartAsync(program, arguments);
        Assert.True(exitCode != 0, $"{program} {string.Join(' ', arguments)} succeeded: {output}");
        return errors;
    }

    private async Task<(int ExitCode, string Output, string Errors)> StartAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AWS_ENDPOINT_URL"] = lake.Endpoint.ToString();
        start.Environment["AWS_ACCESS_KEY_ID"] = start.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        start.Environment["AWS_DEFAULT_REGION"] = "eu-west-1";
        start.Environment["AWS_MAX_ATTEMPTS"] = "1";
        start.Environment["AWS_CONFIG_FILE"] = start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(lake.Folder, "none");
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed.");
        }

        using (process)
        {
            var errors = process!.StandardError.ReadToEndAsync(Stop); // started, or the test was skipped
            var output = await process.StandardOutput.ReadToEndAsync(Stop);
            await process.WaitForExitAsync(Stop);
            if (process.ExitCode == 77)
            {
                Assert.Skip("boto3 is not installed.");
            }

            return (process.ExitCode, output, await errors);
        }
    }
}
