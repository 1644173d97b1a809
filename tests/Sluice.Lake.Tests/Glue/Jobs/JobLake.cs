using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue;

namespace Sluice.Lake.Tests.Glue.Jobs;

/// <summary>What the tests of jobs do with a Glue.</summary>
internal static class JobLake
{
    internal const string Script = $"s3://{GlueLake.Bucket}/glue/sql_job.py";

    /// <summary>The script as it is deployed.</summary>
    internal static string ScriptText
    {
        get
        {
            using var stream = typeof(GlueService).Assembly.GetManifestResourceStream("glue/sql_job.py")!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Puts the script and makes the job <c>sql</c> of it.</summary>
    internal static async Task CreateJobAsync(this GlueLake lake, string more = "")
    {
        await lake.PutAsync("glue/sql_job.py", ScriptText);
        await lake.CallAsync("CreateJob", $$"""
            {"Name": "sql", "Role": "jobs", "Command": {"Name": "glueetl", "ScriptLocation": "{{Script}}", "PythonVersion": "3"}{{more}}}
            """);
    }

    /// <summary>Starts a run of the job <c>sql</c> and returns its id.</summary>
    internal static async Task<string> StartAsync(this GlueLake lake, string arguments = "{}") =>
        (string)(await lake.CallAsync("StartJobRun", $$"""{"JobName": "sql", "Arguments": {{arguments}}}"""))["JobRunId"]!;

    /// <summary>Waits for a run's end and returns it.</summary>
    internal static async Task<JsonObject> EndAsync(this GlueLake lake, string id)
    {
        await lake.Service.WaitForJobRunAsync("sql", id, TestContext.Current.CancellationToken);
        return await lake.RunAsync(id);
    }

    /// <summary>A run as it is.</summary>
    internal static async Task<JsonObject> RunAsync(this GlueLake lake, string id) =>
        (JsonObject)(await lake.CallAsync("GetJobRun", $$"""{"JobName": "sql", "RunId": "{{id}}"}"""))["JobRun"]!;

    /// <summary>Runs a group of datasets and returns the run.</summary>
    internal static async Task<JsonObject> RunGroupAsync(this GlueLake lake, string group) =>
        await lake.EndAsync(await lake.StartAsync(new JsonObject { ["--group_list"] = group }.ToJsonString()));

    /// <summary>Runs one query on one table <c>t</c>, and returns its rows as text, or the run's error.</summary>
    internal static async Task<string> QueryAsync(this GlueLake lake, string sql, string? table = null)
    {
        if (table is not null)
        {
            await lake.PutParquetAsync("in/t/rows.parquet", table);
        }

        var group = JsonSerializer.Serialize(new[]
        {
            new
            {
                sql_name = "q",
                sql_text = sql,
                tables = new[] { new { table_name = "t", s3_path = $"s3://{GlueLake.Bucket}/in/t/" } },
                s3_target = $"s3://{GlueLake.Bucket}/out/q/",
            },
        });
        var run = await lake.RunGroupAsync(group);
        return (string?)run["JobRunState"] == "SUCCEEDED" ? lake.Rows("out/q/") : (string)run["ErrorMessage"]!;
    }

    /// <summary>The rows of a folder: <c>name type</c> first, then a line each.</summary>
    internal static string Rows(this GlueLake lake, string prefix)
    {
        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        var files = DuckDbSql.List(lake.Store.List(GlueLake.Bucket, prefix).Select(static found => found.FilePath));
        var lines = new List<string>();
        using (var described = connection.Query($"DESCRIBE SELECT * FROM read_parquet({files})"))
        {
            lines.Add(string.Join(", ", described.Rows().Select(static row => $"{row[0]} {row[1]}")));
        }

        using var result = connection.Query($"SELECT COLUMNS(*)::VARCHAR FROM read_parquet({files})");
        lines.AddRange(result.Rows().Select(static row => string.Join("|", row.Select(static value => value ?? "NULL"))));
        return string.Join("\n", lines);
    }
}
