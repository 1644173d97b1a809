using System.Text;
using NodaTime;
using Sluice.Auditing;
using Sluice.Chaining;
using Sluice.Configuration;
using Sluice.Runs;
using Sluice.Sql;
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

    /// <inheritdoc cref="Check"/>
    public static IReadOnlyList<ConfigurationError> Errors(
        string name,
        string file,
        ReadOnlyMemory<byte> utf8,
        Func<string, string?> sqlText,
        Func<string, PipelineConfiguration?>? pipeline = null) => Check(name, file, utf8, sqlText, pipeline).Errors;

    /// <summary>Reads the configuration and plans a run of it.</summary>
    /// <param name="name">The pipeline's name: its folder.</param>
    /// <param name="file">The configuration's file name for messages.</param>
    /// <param name="utf8">The configuration.</param>
    /// <param name="sqlText">Gives a file of the folder by its relative path, or null when there is none.</param>
    /// <param name="pipeline">Gives another pipeline's configuration, or null when there is none; null leaves the chain unchecked.</param>
    /// <returns>A run's plan, null when there can be none, and everything that is wrong.</returns>
    public static (RunPlan? Plan, IReadOnlyList<ConfigurationError> Errors) Check(
        string name,
        string file,
        ReadOnlyMemory<byte> utf8,
        Func<string, string?> sqlText,
        Func<string, PipelineConfiguration?>? pipeline = null)
    {
        if (!PipelineName.IsValid(name))
        {
            return (null, [new ConfigurationError(file, null, "", $"The folder '{name}' is not a pipeline's name ({PipelineName.Rule}).")]);
        }

        var configuration = PipelineReader.ReadParts(name, file, utf8, out var errors);
        if (configuration is null)
        {
            return (null, errors);
        }

        if (errors.Count > 0)
        {
            return (null, [.. errors, .. SqlErrors(configuration, errors, sqlText)]);
        }

        var texts = new Dictionary<string, string>();
        foreach (var sqlFile in configuration.SqlFiles)
        {
            if (sqlText(sqlFile) is { } text)
            {
                texts.Add(sqlFile, text);
            }
        }

        var all = new List<ConfigurationError>();
        RunPlan? plan = null;
        Collect(() => plan = RunPlanner.Plan(configuration, Request(name), Environment, texts));
        Collect(() =>
        {
            var audited = AuditReader.Read(configuration, Bytes);
            if (plan is not null)
            {
                AuditPlan.AddTo(plan, configuration, audited, Environment); // for what it refuses: the plan is checked without
            }
        });
        Collect(() =>
        {
            var groups = StageFiles.Read(configuration, Bytes);
            if (plan is not null)
            {
                plan = StagePlanner.AddTo(plan, configuration, groups, Request(name), Environment);
            }

            all.AddRange(StageTables.Missing(name, groups));
        });
        if (plan is null)
        {
            all.AddRange(SqlErrors(configuration, [], sqlText).Where(error => all.TrueForAll(known => known.File != error.File)));
        }

        return (plan, pipeline is null ? all : [.. all, .. PipelineChain.Errors(configuration, pipeline)]);

        ReadOnlyMemory<byte>? Bytes(string relative) => sqlText(relative) is { } text ? new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(text)) : default(ReadOnlyMemory<byte>?);

        void Collect(Action read)
        {
            try
            {
                read();
            }
            catch (ConfigurationException error)
            {
                all.AddRange(error.Errors);
            }
        }
    }

    /// <summary>What is wrong with the SQL files by themselves, whatever else is wrong in the configuration that names them.</summary>
    private static IEnumerable<ConfigurationError> SqlErrors(
        PipelineConfiguration configuration, IReadOnlyList<ConfigurationError> known, Func<string, string?> sqlText)
    {
        var files = configuration.Etl.Select(static (etl, index) => (etl.Sql, Field: $"etl[{index}]", Etl: (EtlConfiguration?)etl))
            .Concat(configuration.Results.Select(static (result, index) => (result.Sql, $"results[{index}]", (EtlConfiguration?)null)))
            .Concat(configuration.Checks.Select(static (check, index) => (check.Sql ?? "", $"checks[{index}]", (EtlConfiguration?)null)));
        foreach (var (sql, field, etl) in files.Where(static file => file.Item1.Length > 0))
        {
            var file = RunKeys.PipelineFolder(configuration.Name) + sql;
            if (sqlText(sql) is not { } text)
            {
                yield return new ConfigurationError(file, null, "", $"The file is missing. The field {field}.sql of pipeline.json names it.");
            }
            else if (etl is not null && SqlError(file, text, etl, isTableWrong: known.Any(error => error.Path == $"{field}.table")) is { } problem)
            {
                yield return problem;
            }
        }
    }

    private static ConfigurationError? SqlError(string file, string text, EtlConfiguration etl, bool isTableWrong)
    {
        var request = Request("validate");
        var values = SqlPlaceholders.Of(request, Environment);
        if (etl.DateRange is not null)
        {
            values.Add("from_date", SqlValue.Date(request.ExecDate));
            values.Add("to_date", SqlValue.Date(request.ExecDate));
        }

        try
        {
            var statement = SqlStatement.Read(file, SqlTemplate.Render(file, text, values));
            return statement.Target is null && etl.Table is null && !isTableWrong ? StatementPlanner.NoTarget(file, statement) : null;
        }
        catch (SqlErrorException error)
        {
            return new ConfigurationError(error.File, error.Line, "", error.Problem);
        }
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
