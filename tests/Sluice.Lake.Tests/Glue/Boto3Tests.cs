using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sluice.Lake.Tests.Glue;

/// <summary>AWS's own client for Python against the service: it reads every answer by AWS's model of Glue.</summary>
public sealed class Boto3Tests : IAsyncLifetime
{
    private const string Script = """
        import os, sys, json, boto3, botocore
        glue = boto3.client("glue", endpoint_url=sys.argv[1], region_name="eu-west-1", aws_access_key_id="x", aws_secret_access_key="x")
        glue.create_database(DatabaseInput={"Name": "db"})
        glue.create_table(DatabaseName="db", TableInput={"Name": "t", "PartitionKeys": [{"Name": "d", "Type": "int"}],
            "StorageDescriptor": {"Columns": [{"Name": "a", "Type": "int"}], "SortColumns": [{"Column": "a", "SortOrder": 1}]}})
        errors = glue.batch_create_partition(DatabaseName="db", TableName="t", PartitionInputList=[{"Values": [str(d)]} for d in range(30)] + [{"Values": []}])
        pages = glue.get_paginator("get_partitions").paginate(DatabaseName="db", TableName="t", Expression="d > 9", PaginationConfig={"PageSize": 7})
        values = sorted(int(p["Values"][0]) for page in pages for p in page["Partitions"])
        try:
            glue.get_table(DatabaseName="db", Name="nosuch")
        except glue.exceptions.EntityNotFoundException as error:
            missing = error.response["Error"]["Message"]
        glue.create_crawler(Name="c", Role="r", DatabaseName="db", Targets={"S3Targets": [{"Path": "s3://sluice-landing-000000000000-dev/x/"}]})
        crawler = glue.get_crawler(Name="c")["Crawler"]
        metrics = glue.get_crawler_metrics(CrawlerNameList=["c"])["CrawlerMetricsList"][0]
        print(json.dumps({"errors": errors["Errors"][0]["ErrorDetail"]["ErrorCode"], "values": values, "missing": missing,
            "created": glue.get_table(DatabaseName="db", Name="t")["Table"]["CreateTime"].year > 2000,
            "sort": glue.get_table(DatabaseName="db", Name="t")["Table"]["StorageDescriptor"]["SortColumns"][0]["SortOrder"],
            "state": crawler["State"], "estimating": metrics["StillEstimating"]}, separators=(",", ":")))
        """;

    private readonly GlueLake lake = GlueLake.Create();
    private WebApplication? server;

    [Fact]
    public async Task TheClientOfAws_UnderstandsTheAnswers()
    {
        var script = Path.Combine(lake.Folder.CreateTemporary("boto3"), "check.py");
        await File.WriteAllTextAsync(script, Script, TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(script);
        start.ArgumentList.Add(server!.Urls.Single()); // started before the test
        Process process;
        try
        {
            process = Process.Start(start)!; // null only with the shell
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no python3 here.");
            return;
        }

        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            if ((await errors).Contains("No module named 'boto", StringComparison.Ordinal))
            {
                Assert.Skip("There is no boto3 here.");
            }

            Assert.Equal("", await errors);
            Assert.Equal(
                """{"errors":"InvalidInputException","values":[10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29],"missing":"Table db.nosuch not found.","created":true,"sort":1,"state":"READY","estimating":false}""",
                output.Trim());
        }
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Run(AnswerAsync);
        await server.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await server!.DisposeAsync(); // started before the test
        await lake.DisposeAsync();
    }

    /// <summary>JSON 1.1, no more than it takes to carry Glue's answers.</summary>
    private async Task AnswerAsync(HttpContext context)
    {
        var operation = context.Request.Headers["X-Amz-Target"].ToString().Split('.')[1];
        var request = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!; // always an object
        JsonObject answer;
        try
        {
            answer = await lake.Service.Json.InvokeAsync(operation, request, context.RequestAborted);
        }
        catch (Sluice.Lake.Protocol.AwsServiceException exception)
        {
            context.Response.StatusCode = (int)exception.Status;
            answer = new JsonObject { ["__type"] = exception.Code, ["message"] = exception.Message };
        }

        context.Response.ContentType = lake.Service.Json.ContentType;
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }
}
