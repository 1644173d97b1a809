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
    public static RunPlan AddTo(RunPlan plan, IReadOnlyList<AuditedTable> tables, RunEnvironment environment)
    {
        if (tables.Count == 0)
        {
            return plan;
        }

        var database = environment.Database(Zone.Audit);
        var prefix = $"{database}/{AuditTable.Name}/run={plan.RunId}/";
        return plan with
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
