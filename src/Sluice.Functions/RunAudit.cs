using System.Text;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Sluice.Auditing;
using Sluice.Configuration;
using Sluice.Functions.Assets;
using Sluice.Functions.Athena;
using Sluice.Functions.Catalog;
using Sluice.Functions.Contracts;
using Sluice.Planning;
using Sluice.Polling;
using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Functions;

/// <summary>
/// Records what changed in one table since the exec_date before: renders the SQL, keeps it beside the run, starts it, and
/// when called again tells whether it is done. What is compared, the kept SQL and its request token are the same each time, so
/// nothing is started twice. Rows go to the run's staged copy of the audit table.
/// </summary>
public sealed class RunAudit(
    RunStore runs,
    S3Objects objects,
    CatalogTables tables,
    CatalogPartitions partitions,
    StatementQueries queries,
    StartedQueries list,
    FunctionSettings settings)
{
    /// <summary>Starts the table's audit, or looks at it.</summary>
    /// <exception cref="StatementFailedException">Its statement failed.</exception>
    /// <exception cref="PollingLimitException">It has taken longer than it may.</exception>
    /// <exception cref="RunClosedException">The run's execution has ended. The queries that were started have been stopped.</exception>
    [LambdaFunction(ResourceName = "RunAuditFunction", Timeout = 60, MemorySize = 512)]
    public Task<AthenaProgress> Handle(RunAuditInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => RunAsync(input, token));
    }

    private async Task<AthenaProgress> RunAsync(RunAuditInput input, CancellationToken cancellationToken)
    {
        var plan = await runs.ReadPlanAsync(input.PlanKey, cancellationToken);
        var staged = plan.Audit?.Staged ?? throw new InputException($"The plan {input.PlanKey} audits nothing.");
        var configuration = AuditConfiguration.FromJson(
            await objects.ReadAsync(settings.AssetsBucket, input.ConfigurationKey, "The audit configuration", cancellationToken));
        if (await SqlAsync(plan, staged, configuration, cancellationToken) is not { } sql)
        {
            // The first exec_date of the table: there is nothing that it could differ from.
            return new AthenaProgress { State = "SUCCEEDED", Queries = 0, WaitSeconds = 0, WaitedSeconds = input.WaitedSeconds };
        }

        var started = await list.StartMissingAsync(
            plan,
            plan.Keys.AuditQueries(configuration.Table),
            [Statement(configuration, staged, sql)],
            static statement => statement.Id,
            statement => queries.StartAsync(plan, statement, cancellationToken),
            cancellationToken);
        var running = await queries.StillRunningAsync(started, cancellationToken);
        var wait = running.Count == 0
            ? 0
            : QueryWait.Next($"the audit of {configuration.Table}, query {started[0].QueryExecutionId}", input.WaitedSeconds, plan.Polling.QueryLimitSeconds);
        return new AthenaProgress
        {
            State = running.Count == 0 ? "SUCCEEDED" : "RUNNING",
            Queries = 1,
            WaitSeconds = wait,
            WaitedSeconds = checked(input.WaitedSeconds + wait),
        };
    }

    /// <summary>The table's statement: as it was kept, else newly rendered; null when there is no earlier exec_date.</summary>
    private async Task<string?> SqlAsync(
        RunPlan plan, StagedTablePlan staged, AuditConfiguration configuration, CancellationToken cancellationToken)
    {
        var key = AuditPlan.SqlKey(plan.Keys, configuration.Table);
        if (await objects.FindAsync(settings.AssetsBucket, key, cancellationToken) is { } kept)
        {
            return Encoding.UTF8.GetString(kept);
        }

        var target = plan.Table(staged.Database, staged.Table);
        await tables.CreateStagedAsync(target, staged, cancellationToken);
        if (await ComparisonAsync(plan, configuration, cancellationToken) is not { } comparison)
        {
            return null;
        }

        var sql = AuditSql.Insert(configuration, comparison.PreviousDate, target, staged);
        await objects.WriteAsync(settings.AssetsBucket, key, Encoding.UTF8.GetBytes(sql), "text/plain; charset=utf-8", cancellationToken);
        return sql;
    }

    /// <summary>
    /// What the table is compared with, kept before the statement is made of it: a lineage reads there what the catalog does not
    /// tell any more. The first attempt's word counts. Null when there is no earlier exec_date.
    /// </summary>
    private async Task<AuditComparison?> ComparisonAsync(RunPlan plan, AuditConfiguration configuration, CancellationToken cancellationToken)
    {
        var key = AuditPlan.ComparisonKey(plan.Keys, configuration.Table);
        if (await objects.FindAsync(settings.AssetsBucket, key, cancellationToken) is not { } kept)
        {
            var partitionsNow = await partitions.ListAsync(configuration.Database, configuration.Table, cancellationToken);
            if (AuditComparison.Of(partitionsNow, configuration.ExecDateKey, configuration.ExecDate) is not { } comparison)
            {
                return null;
            }

            kept = comparison.ToJson();
            if (!await objects.TryCreateAsync(settings.AssetsBucket, key, kept, cancellationToken))
            {
                kept = await objects.ReadAsync(settings.AssetsBucket, key, "What another attempt compares with", cancellationToken);
            }
        }

        return AuditComparison.FromJson(kept);
    }

    private static StatementPlan Statement(AuditConfiguration configuration, StagedTablePlan staged, string sql) => new()
    {
        Id = $"audit_{configuration.Table}",
        SqlFile = $"audit/{configuration.Table}.sql",
        Database = staged.Database,
        Table = staged.Table,
        Write = WriteMode.Replace,
        StagedTable = staged.StagedTable,
        Sql = sql,
        Origin = SqlOrigin.Whole(1, sql),
    };
}
