using System.Text.Json.Nodes;
using Sluice.Lake.Athena;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Tests.Athena;

public sealed class LifecycleTests
{
    /// <summary>Runs for hours unless it is stopped.</summary>
    private const string Endless = "SELECT count(*) FROM UNNEST(sequence(1, 1000000)) a (x) CROSS JOIN UNNEST(sequence(1, 1000000)) b (y) WHERE x * y % 7 = 3";

    [Fact]
    public async Task A_stopped_query_is_cancelled_whether_it_runs_or_waits()
    {
        await using var lake = new AthenaLake(concurrency: 1);
        var running = await lake.StartAsync(Endless);
        var waiting = await lake.StartAsync("SELECT 1");
        foreach (var id in new[] { waiting, running })
        {
            await lake.CallAsync("StopQueryExecution", new JsonObject { ["QueryExecutionId"] = id });
            var query = await lake.GetAsync(id);
            Assert.Equal("CANCELLED", (string?)query["Status"]!["State"]);
            Assert.Equal("Query cancelled by user", (string?)query["Status"]!["StateChangeReason"]);
            Assert.NotNull(query["Status"]!["CompletionDateTime"]);
        }

        var error = await Assert.ThrowsAsync<AthenaRequestException>(() => lake.ResultsAsync(running));
        Assert.Equal("Query did not finish successfully. Final query state: CANCELLED", error.Message);
        Assert.Equal("INVALID_QUERY_STATUS", error.AthenaErrorCode);
    }

    [Fact]
    public async Task Results_of_an_unfinished_query_are_refused()
    {
        await using var lake = new AthenaLake();
        var id = await lake.StartAsync(Endless);
        var error = await Assert.ThrowsAsync<AthenaRequestException>(() => lake.ResultsAsync(id));
        Assert.Matches("^Query has not yet finished. Current state: (QUEUED|RUNNING)$", error.Message);
        await lake.CallAsync("StopQueryExecution", new JsonObject { ["QueryExecutionId"] = id });
    }

    [Fact]
    public async Task What_SHOW_answers_comes_in_pages_too()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a int) PARTITIONED BY (p int) STORED AS PARQUET LOCATION 's3://lake/t/'");
        await lake.SucceedAsync($"ALTER TABLE t ADD {string.Join(' ', Enumerable.Range(1001, 1003).Select(static p => $"PARTITION (p = {p})"))}");
        var id = (string)(await lake.SucceedAsync("SHOW PARTITIONS t"))["QueryExecutionId"]!;
        var first = await lake.ResultsAsync(id);
        Assert.Equal(1000, AthenaLake.Rows(first).Count);
        var rest = await lake.ResultsAsync(id, nextToken: (string?)first["NextToken"]);
        Assert.Equal(["p=2001", "p=2002", "p=2003"], AthenaLake.Rows(rest));
        Assert.Null(rest["NextToken"]);

        var two = await lake.ResultsAsync(id, maxResults: 2, nextToken: (string?)first["NextToken"]);
        Assert.Equal(["p=2001", "p=2002"], AthenaLake.Rows(two));
        var last = await lake.ResultsAsync(id, maxResults: 1, nextToken: (string?)two["NextToken"]);
        Assert.Equal(["p=2003"], AthenaLake.Rows(last));
        Assert.Null(last["NextToken"]);
        await Refused("The NextToken 'x' is not one that GetQueryResults gave for this query.", () => lake.ResultsAsync(id, nextToken: "x"));
    }

    [Fact]
    public async Task Interrupted_queries_resume_under_their_ids_and_insert_once()
    {
        var root = Path.Combine(Path.GetTempPath(), $"sluice-athena-{Guid.NewGuid():N}");
        try
        {
            string endless, insert;
            await using (var lake = new AthenaLake(root, concurrency: 1))
            {
                await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a int) STORED AS PARQUET LOCATION 's3://lake/t/'");
                endless = await lake.StartAsync(Endless);
                insert = await lake.StartAsync("INSERT INTO t VALUES 1, 2");
                await lake.PutParquetAsync($"t/20231108_000000_00000_abcde_{insert}", "SELECT 99::INTEGER AS a"); // what a killed attempt left
            }

            await using (var lake = new AthenaLake(root, concurrency: 2))
            {
                Assert.Contains((string?)(await lake.GetAsync(endless))["Status"]!["State"], new[] { "QUEUED", "RUNNING" });
                Assert.Equal("QUEUED", (string?)(await lake.GetAsync(insert))["Status"]!["State"]);
                lake.Service.Resume();
                await lake.Service.WaitForQueryAsync(insert, AthenaLake.Token);
                Assert.Equal("SUCCEEDED", (string?)(await lake.GetAsync(insert))["Status"]!["State"]);
                Assert.Equal(["1", "2"], await lake.RowsAsync("SELECT a FROM t ORDER BY a"));
                await lake.CallAsync("StopQueryExecution", new JsonObject { ["QueryExecutionId"] = endless });
            }

            await using (var lake = new AthenaLake(root))
            {
                lake.Service.Resume();
                Assert.Equal("CANCELLED", (string?)(await lake.GetAsync(endless))["Status"]!["State"]);
                Assert.Equal(2, (long)(await lake.ResultsAsync(insert))["UpdateCount"]!);
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public async Task Results_come_in_pages()
    {
        await using var lake = new AthenaLake();
        var query = await lake.SucceedAsync("SELECT n, concat('é\"', CAST(n AS varchar)) AS t FROM UNNEST(sequence(1, 2500)) u (n) ORDER BY n");
        var id = (string)query["QueryExecutionId"]!;
        var pages = new List<List<string>>();
        string? next = null;
        do
        {
            var page = await lake.ResultsAsync(id, nextToken: next);
            pages.Add(AthenaLake.Rows(page));
            next = (string?)page["NextToken"];
        }
        while (next is not null);

        Assert.Equal([1000, 1000, 501], pages.Select(static page => page.Count));
        Assert.Equal(
            new[] { "n|t" }.Concat(Enumerable.Range(1, 2500).Select(static n => $"{n}|é\"{n}")), pages.SelectMany(static page => page));
        var two = await lake.ResultsAsync(id, maxResults: 2);
        Assert.Equal(["n|t", "1|é\"1"], AthenaLake.Rows(two));

        await Refused("MaxResults must be 1 to 1000; it is 1001.", () => lake.ResultsAsync(id, maxResults: 1001));
        await Refused("The NextToken 'x' is not one that GetQueryResults gave for this query.", () => lake.ResultsAsync(id, nextToken: "x"));
    }

    [Fact]
    public async Task The_same_token_starts_one_query()
    {
        await using var lake = new AthenaLake();
        var token = new JsonObject { ["ClientRequestToken"] = new string('a', 32) };
        var first = await lake.StartAsync("SELECT 1", token);
        Assert.Equal(first, await lake.StartAsync("SELECT 1", token));
        await Refused(
            "Idempotent parameters do not match: the ClientRequestToken was used for another query.", () => lake.StartAsync("SELECT 2", token));
    }

    [Fact]
    public async Task Requests_that_Athena_refuses_are_refused()
    {
        await using var lake = new AthenaLake();
        await Refused("Only one sql statement is allowed. Got: SELECT 1; SELECT 2", () => lake.StartAsync("SELECT 1; SELECT 2"));
        await Refused("The query string is empty.", () => lake.StartAsync(" \n"));
        await Refused(
            "1 validation error detected: Value at 'queryString' failed to satisfy constraint: Member must have length less than or equal to 262144; it has 262145 bytes.",
            () => lake.StartAsync("SELECT " + new string('1', 262138)));
        await Refused("WorkGroup nothing is not found.", () => lake.StartAsync("SELECT 1", new JsonObject { ["WorkGroup"] = "nothing" }));
        await Refused(
            "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.",
            () => lake.StartAsync("SELECT 1", new JsonObject { ["ResultConfiguration"] = null }));
        await Refused(
            "Unable to verify/create output bucket nowhere",
            () => lake.StartAsync("SELECT 1", new JsonObject { ["ResultConfiguration"] = new JsonObject { ["OutputLocation"] = "s3://nowhere/" } }));
        await Refused("QueryExecution x was not found", () => lake.GetAsync("x"));
        await Refused(
            "StartQueryExecution: the lake does not support the parameter 'Sql'. Leave it out, or run this call on AWS.",
            () => lake.StartAsync("SELECT 1", new JsonObject { ["Sql"] = "x" }));
    }

    [Fact]
    public async Task Executions_are_listed_and_read_in_batches()
    {
        await using var lake = new AthenaLake();
        var ids = new List<string>();
        for (var index = 0; index < 3; index++)
        {
            ids.Insert(0, (string)(await lake.SucceedAsync($"SELECT {index}"))["QueryExecutionId"]!);
        }

        var page = await lake.CallAsync("ListQueryExecutions", new JsonObject { ["MaxResults"] = 2 });
        Assert.Equal(ids[..2], page["QueryExecutionIds"]!.AsArray().Select(static id => (string)id!));
        var rest = await lake.CallAsync("ListQueryExecutions", new JsonObject { ["NextToken"] = (string)page["NextToken"]! });
        Assert.Equal(ids[2..], rest["QueryExecutionIds"]!.AsArray().Select(static id => (string)id!));
        Assert.Null(rest["NextToken"]);

        var batch = await lake.CallAsync("BatchGetQueryExecution", new JsonObject { ["QueryExecutionIds"] = new JsonArray(ids[0], "missing") });
        Assert.Equal(ids[0], (string?)batch["QueryExecutions"]![0]!["QueryExecutionId"]);
        Assert.Equal("missing", (string?)batch["UnprocessedQueryExecutionIds"]![0]!["QueryExecutionId"]);
    }

    [Fact]
    public async Task Parameters_stand_for_question_marks()
    {
        await using var lake = new AthenaLake();
        var query = await lake.SucceedAsync("SELECT ?, '?', ?", new JsonObject { ["ExecutionParameters"] = new JsonArray("1", "'a'") });
        Assert.Equal("1|?|a", AthenaLake.Rows(await lake.ResultsAsync((string)query["QueryExecutionId"]!))[1]);
    }

    [Fact]
    public async Task Failures_are_classified()
    {
        await using var lake = new AthenaLake();
        var query = await lake.ExecuteAsync("SELECT 1 / 0");
        var error = query["Status"]!["AthenaError"]!;
        Assert.Equal((2, "DIVISION_BY_ZERO: Division by zero", false), ((int)error["ErrorCategory"]!, (string?)error["ErrorMessage"], (bool)error["Retryable"]!));
    }

    private static async Task Refused(string message, Func<Task> call)
    {
        var error = await Assert.ThrowsAnyAsync<AwsServiceException>(call);
        Assert.Equal(("InvalidRequestException", message), (error.Code, error.Message));
    }
}
