using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using NodaTime;
using Sluice.Local.Samples;

namespace Sluice.EndToEnd.Tests;

/// <summary>The pipeline <c>access_logs</c>: log files in, each row of its queries handled and collected.</summary>
public sealed class AccessLogsTests
{
    private const string Pipeline = "access_logs";
    private const string Date = "2026-11-20";
    private const string Assets = "sluice-assets-000000000000-dev";

    [Fact]
    public async Task Run_HandlesEveryRowOfEveryPage_AndAgainTheSame()
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = lake.Subfolder("files");
        // Every 8th request of 24 x 500 fails, so three pages of 500 rows are not enough.
        SampleCatalog.Find(Pipeline)!.Write(files, new LocalDate(2026, 11, 20), rows: null); // the sample is part of the product
        var failed = AccessLogFiles.FailedRequests(files);
        var pages = AccessLogFiles.PagesByTraffic(files);
        Assert.InRange(failed.Count, 1_001, 2_000);

        var first = await RunAsync(lake, files);
        var second = await RunAsync(lake, null); // the files have arrived already

        foreach (var report in new[] { first, second })
        {
            Assert.Equal(
                [("failed_requests", failed.Count), ("pages_by_traffic", pages.Count)],
                report["results"]!.AsArray().Select(static query => ((string)query!["query"]!, (int)query["rows"]!)));
            Assert.Equal(failed, await RowsAsync(lake, report, "failed_requests"));
            Assert.Equal(pages, await RowsAsync(lake, report, "pages_by_traffic"));
        }

        Assert.NotEqual((string?)first["run_id"], (string?)second["run_id"]);
        var listed = (await lake.SluiceAsync("runs", Pipeline, "--data", lake.Data)).Expect(0);
        Assert.Matches($@"{second["run_id"]}  SUCCEEDED  \S+  {failed.Count + pages.Count} handled +-\r?\n", listed);
        Assert.Equal(24 * 500, (int)(await lake.QueryAsync("SELECT count(*) AS n FROM landing_db_dev.cloudfront_logs"))[0]!["n"]!);
    }

    [Fact]
    public async Task Run_PlainFiles_BesideZippedOnes()
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = lake.Subfolder("files");
        SampleCatalog.Find(Pipeline)!.Write(files, new LocalDate(2026, 11, 20), rows: 10); // as above
        var zipped = Directory.GetFiles(files, "*-07.*.gz").Single();
        using (var from = new System.IO.Compression.GZipStream(File.OpenRead(zipped), System.IO.Compression.CompressionMode.Decompress))
        using (var to = File.Create(Path.ChangeExtension(zipped, ".log")))
        {
            await from.CopyToAsync(to, TestContext.Current.CancellationToken);
        }

        File.Delete(zipped);

        var report = await RunAsync(lake, files);

        Assert.Equal(AccessLogFiles.FailedRequests(files), await RowsAsync(lake, report, "failed_requests"));
        Assert.Equal(AccessLogFiles.PagesByTraffic(files), await RowsAsync(lake, report, "pages_by_traffic"));
    }

    [Fact]
    public async Task Run_RealFiles_OfThreeGenerationsOfTheFormat()
    {
        var root = Environment.GetEnvironmentVariable("SLUICE_REAL_DATA");
        var source = Path.Combine(root ?? "", Pipeline);
        Assert.SkipWhen(root is null || !Directory.Exists(source), "SLUICE_REAL_DATA names no folder that has access_logs.");
        await using var lake = await LakeFixture.UpAsync();
        var files = lake.Subfolder("files");
        // 24 fields in 2014, 33 in 2019, one more at the end of some lines: missing fields are NULL, further ones are left out.
        foreach (var (file, number) in Directory.GetFiles(source).Order(StringComparer.Ordinal).Select(static (file, index) => (file, index)))
        {
            File.Copy(file, Path.Combine(files, $"E2REAL.2026-11-20-{number:D2}.0{Path.GetExtension(file)}"));
        }

        var report = await RunAsync(lake, files);

        Assert.Equal(AccessLogFiles.FailedRequests(files), await RowsAsync(lake, report, "failed_requests"));
        Assert.Equal(AccessLogFiles.PagesByTraffic(files), await RowsAsync(lake, report, "pages_by_traffic"));
    }

    private static async Task<JsonObject> RunAsync(LakeFixture lake, string? files)
    {
        var (exitCode, report) = await lake.RunAsync(Pipeline, Date, files);
        Assert.True(exitCode == 0, report.ToJsonString());
        return report;
    }

    /// <summary>What was collected of a query, in the order of the rows' numbers.</summary>
    private static async Task<List<string>> RowsAsync(LakeFixture lake, JsonObject report, string query)
    {
        var settings = new AmazonS3Config { ServiceURL = lake.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "eu-west-1" };
        using var s3 = new AmazonS3Client(new BasicAWSCredentials("local", "local"), settings);
        var list = new ListObjectsV2Request { BucketName = Assets, Prefix = $"runs/{Pipeline}/{Date}/{report["run_id"]}/results/{query}/" };
        var rows = new List<string>();
        await foreach (var found in s3.Paginators.ListObjectsV2(list).S3Objects.WithCancellation(TestContext.Current.CancellationToken))
        {
            using var answer = await s3.GetObjectAsync(Assets, found.Key, TestContext.Current.CancellationToken);
            using var reader = new StreamReader(answer.ResponseStream);
            var row = (JsonObject)JsonNode.Parse(await reader.ReadToEndAsync(TestContext.Current.CancellationToken))!; // HandleResultRow writes objects
            rows.Add(string.Join('|', row.Select(static pair => (string?)pair.Value ?? "NULL")));
        }

        return rows;
    }
}
