using System.Text;
using NodaTime;
using Sluice.Auditing;
using Sluice.Chaining;
using Sluice.Configuration;
using Sluice.Runs;
using Sluice.Stages;

namespace Sluice.Planning;

/// <summary>Everything that is wrong in a pipeline's folder, found without running it: what <c>sluice validate</c> reports.</summary>
public static class PipelineCheck
{
    private static readonly RunEnvironment Environment = new()
    {
        Stage = "dev",
        LandingBucket = "landing",
        ProcessedBucket = "processed",
        AuditBucket = "audit",
        AssetsBucket = "assets",
        LandingDatabase = "landing_db_dev",
        ProcessedDatabase = "processed_db_dev",
        AuditDatabase = "audit_db_dev",
    };

    /// <summary>Reads the configuration and plans a run of it.</summary>
    /// <param name="name">The pipeline's name: its folder.</param>
    /// <param name="file">The configuration's file name for messages.</param>
    /// <param name="utf8">The configuration.</param>
    /// <param name="sqlText">Gives a file of the folder by its relative path, or null when there is none.</param>
    /// <param name="pipeline">Gives another pipeline's configuration, or null when there is none; null leaves the chain unchecked.</param>
    public static IReadOnlyList<ConfigurationError> Errors(
        string name,
        string file,
        ReadOnlyMemory<byte> utf8,
        Func<string, string?> sqlText,
        Func<string, PipelineConfiguration?>? pipeline = null)
    {
        if (!PipelineName.IsValid(name))
        {
            return [new ConfigurationError(file, null, "", $"The folder '{name}' is not a pipeline's name ({PipelineName.Rule}).")];
        }

        if (PipelineReader.TryRead(name, file, utf8, out var errors) is not { } configuration)
        {
            return errors;
        }

        var texts = new Dictionary<string, string>();
        foreach (var sqlFile in configuration.SqlFiles)
        {
            if (sqlText(sqlFile) is { } text)
            {
                texts.Add(sqlFile, text);
            }
        }

        try
        {
            var plan = RunPlanner.Plan(configuration, Request(name), Environment, texts);
            AuditReader.Read(configuration, Bytes);
            var groups = StageFiles.Read(configuration, Bytes);
            StagePlanner.AddTo(plan, configuration, groups, Request(name), Environment);
            return [.. StageTables.Missing(name, groups), .. pipeline is null ? [] : PipelineChain.Errors(configuration, pipeline)];
        }
        catch (ConfigurationException error)
        {
            return error.Errors;
        }

        ReadOnlyMemory<byte>? Bytes(string relative) => sqlText(relative) is { } text ? new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(text)) : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>Any run will do; its exec_date is long past, so that ranges until yesterday hold days.</summary>
    private static RunRequest Request(string pipeline)
    {
        var time = Instant.FromUtc(2026, 1, 16, 6, 0);
        return new RunRequest
        {
            Pipeline = pipeline,
            ExecDate = ExecDate.Yesterday(time),
            RunId = RunId.Of(time, "validate"),
            Trigger = RunTrigger.Manual,
            Time = time,
            StartedAt = time,
            ExecutionName = "validate",
            Sequencer = "validate",
        };
    }
}
