using System.Text;
using Sluice.Configuration;
using Sluice.Planning;
using Sluice.Runs;
using Sluice.Staging;

namespace Sluice.Auditing;

/// <summary>What a run audits, and the staged copy of the audit table that it fills.</summary>
public sealed record AuditPlan
{
    /// <summary>The audited tables, as the pair of files names them.</summary>
    public required IReadOnlyList<AuditedTable> Tables { get; init; }

    /// <summary>The run's own copy of the audit table.</summary>
    public required StagedTablePlan Staged { get; init; }

    /// <summary>Adds an audit to a plan: the tables, the audit table that has to exist, and its staged copy.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="configuration">The pipeline, for messages.</param>
    /// <param name="tables">What it audits.</param>
    /// <param name="environment">The stage.</param>
    /// <exception cref="ConfigurationException">Athena would refuse the statement that a table's audit is.</exception>
    public static RunPlan AddTo(RunPlan plan, PipelineConfiguration configuration, IReadOnlyList<AuditedTable> tables, RunEnvironment environment)
    {
        if (tables.Count == 0)
        {
            return plan;
        }

        var database = environment.Database(Zone.Audit);
        var prefix = $"{database}/{AuditTable.Name}/run={plan.RunId}/";
        var audited = plan with
        {
            Databases = plan.Databases.Any(known => known.Zone == Zone.Audit)
                ? plan.Databases
                : [.. plan.Databases, new DatabasePlan(database, Zone.Audit, $"s3://{environment.AuditBucket}/{database}/")],
            Tables = [.. plan.Tables, AuditTable.Plan(environment)],
            Audit = new AuditPlan
            {
                Tables = tables,
                Staged = new StagedTablePlan
                {
                    Database = database,
                    Table = AuditTable.Name,
                    StagedTable = StagedName.Of(AuditTable.Name, plan.RunId),
                    Location = $"s3://{environment.AuditBucket}/{prefix}",
                    Bucket = environment.AuditBucket,
                    Prefix = prefix,
                },
            },
        };
        RefuseTooLong(audited, audited.Audit, configuration);
        return audited;
    }

    /// <summary>Now, not when the rows are published already. A statement is as long whatever date it compares with.</summary>
    private static void RefuseTooLong(RunPlan plan, AuditPlan audit, PipelineConfiguration configuration)
    {
        var errors = new List<ConfigurationError>();
        var target = plan.Table(audit.Staged.Database, audit.Staged.Table);
        foreach (var table in audit.Configurations(plan))
        {
            var bytes = Encoding.UTF8.GetByteCount(AuditSql.Insert(table, plan.ExecDate, target, audit.Staged));
            if (bytes > StatementPlanner.LongestQuery && configuration.Audit is { } files)
            {
                errors.Add(new ConfigurationError(
                    RunKeys.PipelineFolder(plan.Pipeline) + files.Templates,
                    null,
                    table.Table,
                    $"The audit's statement for the table '{table.Table}' with its {table.Attributes.Count} attributes has {bytes} bytes. Athena takes at most "
                        + $"{StatementPlanner.LongestQuery}: expected fewer attributes in {files.Tables}, or fewer columns in the template's \"grain\" and \"join\"."));
            }
        }

        if (errors.Count > 0)
        {
            throw new ConfigurationException(errors);
        }
    }

    /// <summary>The whole configuration of each table, from the pair and the run.</summary>
    public IReadOnlyList<AuditConfiguration> Configurations(RunPlan plan) =>
    [
        .. Tables.Select(audited =>
        {
            var table = plan.Tables.First(candidate => candidate.Name == audited.Table); // the reader has checked it
            return new AuditConfiguration
            {
                Pipeline = plan.Pipeline,
                ExecDate = plan.ExecDate,
                Database = table.Database,
                Table = table.Name,
                ExecDateKey = table.PartitionKeys.Select(key => key.Name).ToList().IndexOf("exec_date"),
                Attributes = audited.Attributes,
                Template = audited.Template,
            };
        }),
    ];

    /// <summary>The key of a table's configuration in the assets bucket.</summary>
    public static string ConfigurationKey(RunKeys keys, string table) => $"{keys.Folder}audit/{table}.json";

    /// <summary>The key of a table's <see cref="AuditComparison"/> in the assets bucket.</summary>
    public static string ComparisonKey(RunKeys keys, string table) => $"{keys.Folder}audit/{table}.compared.json";

    /// <summary>The key of a table's rendered SQL in the assets bucket.</summary>
    public static string SqlKey(RunKeys keys, string table) => $"{keys.Folder}audit/{table}.sql";
}
