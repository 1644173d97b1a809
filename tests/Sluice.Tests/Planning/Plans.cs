using System.Text;
using NodaTime;
using Sluice.Configuration;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Tests.Planning;

/// <summary>Plans to test with.</summary>
internal static class Plans
{
    public static readonly RunEnvironment Environment = new()
    {
        Stage = "dev",
        LandingBucket = "land",
        ProcessedBucket = "proc",
        AuditBucket = "aud",
        AssetsBucket = "ass",
        LandingDatabase = "landing_db_dev",
        ProcessedDatabase = "processed_db_dev",
        AuditDatabase = "audit_db_dev",
    };

    public static RunRequest Request(string execDate = "2026-11-21", string? doneFile = null, string pipeline = "example") => new()
    {
        Pipeline = pipeline,
        ExecDate = ExecDate.Parse(execDate, "a test"),
        RunId = "20261122t050000_0a1b2c3d",
        Trigger = doneFile is null ? RunTrigger.Manual : RunTrigger.DoneFile,
        Time = Instant.FromUtc(2026, 11, 22, 5, 0),
        StartedAt = Instant.FromUtc(2026, 11, 22, 5, 0),
        ExecutionName = "execution",
        Sequencer = "execution",
        DoneFile = doneFile is null ? null : DoneFileKey.Parse(doneFile),
    };

    public static PipelineConfiguration Configuration(string json) =>
        PipelineReader.Read("example", "pipelines/example/pipeline.json", Encoding.UTF8.GetBytes(json));

    /// <summary>A plan of one statement for the table <c>out</c>: a int, b string, by exec_date date and region string.</summary>
    public static RunPlan Of(string sql, string etl = """ "table": "out" """, string execDate = "2026-11-21") =>
        RunPlanner.Plan(
            Configuration($$"""
                {
                  "tables": [{
                    "name": "out", "zone": "processed",
                    "columns": [{ "name": "a", "type": "int" }, { "name": "b", "type": "string" }],
                    "partition_keys": [{ "name": "exec_date", "type": "date" }, { "name": "region", "type": "string" }]
                  }],
                  "etl": [{ "sql": "x.sql", {{etl}} }]
                }
                """),
            Request(execDate),
            Environment,
            new Dictionary<string, string> { ["x.sql"] = sql });
}
