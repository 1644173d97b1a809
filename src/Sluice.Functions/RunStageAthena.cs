using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Sluice.Functions.Assets;
using Sluice.Functions.Athena;
using Sluice.Functions.Catalog;
using Sluice.Functions.Contracts;
using Sluice.Functions.Stages;
using Sluice.Planning;
using Sluice.Polling;
using Sluice.Sql;
using Sluice.Stages;

namespace Sluice.Functions;

/// <summary>
/// Runs a stage in Athena, one dataset after the other: asks for the columns of its SQL, inserts its rows into a table of the run's
/// own, puts the files in place of the target's. Each call takes the next step that can be taken, and a retry repeats none: what
/// has been started and what is done are objects in the run's folder.
/// </summary>
public sealed class RunStageAthena(
    RunStore runs, S3Objects objects, CatalogTables tables, StatementQueries queries, StartedQueries list, StageInputs inputs, StageTargets targets,
    StageLeftovers leftovers, FunctionSettings settings)
{
    /// <summary>Takes the stage's next step.</summary>
    /// <exception cref="StatementFailedException">A dataset's query failed. Its target is as it was.</exception>
    /// <exception cref="PollingLimitException">A query has taken longer than it may.</exception>
    /// <exception cref="Runs.SupersededException">A newer run of the date has begun.</exception>
    /// <exception cref="Runs.RunClosedException">The run's execution has ended. The queries that were started have been stopped.</exception>
    [LambdaFunction(ResourceName = "RunStageAthenaFunction", Timeout = 900, MemorySize = 512)]
    public Task<AthenaProgress> Handle(RunStageAthenaInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => RunAsync(input, token));
    }

    private async Task<AthenaProgress> RunAsync(RunStageAthenaInput input, CancellationToken cancellationToken)
    {
        var plan = await runs.ReadPlanAsync(input.PlanKey, cancellationToken);
        var stage = plan.Steps.FirstOrDefault(step => step.Name == input.Stage && step.Kind == StepKind.Athena)
            ?? throw new InputException($"The plan {input.PlanKey} has no stage '{input.Stage}' that runs in Athena.");
        foreach (var dataset in stage.Datasets)
        {
            if (await objects.FindAsync(settings.AssetsBucket, plan.Keys.StageDone(stage.Name, dataset.SqlName), cancellationToken) is not null)
            {
                continue;
            }

            if (await StepAsync(plan, stage, dataset, input.WaitedSeconds, cancellationToken) is { } progress)
            {
                return progress;
            }
        }

        return new AthenaProgress { State = "SUCCEEDED", Queries = 0, WaitSeconds = 0, WaitedSeconds = input.WaitedSeconds };
    }

    /// <summary>A dataset's next step; null when it is done.</summary>
    private async Task<AthenaProgress?> StepAsync(RunPlan plan, StepPlan stage, StageDataset dataset, int waited, CancellationToken cancellationToken)
    {
        var key = plan.Keys.StageQueries(stage.Name, dataset.SqlName);

        // A query's request token is made of its id. No name has a slash: with a character that names have, the columns of one dataset
        // would be the rows of another, and Athena refuses a token that comes again with other SQL.
        var insert = $"{stage.Name}/{dataset.SqlName}";
        var (describe, types) = ($"{insert}/columns", $"{insert}/types");
        var database = settings.Environment.ProcessedDatabase;
        var started = await list.FindAsync(key, cancellationToken);
        var running = await queries.StillRunningAsync(started, cancellationToken);
        if (running.Count > 0)
        {
            return Running(plan, running[0], waited);
        }

        if (Started(describe) is not { } described)
        {
            await leftovers.RemoveOthersAsync(plan, cancellationToken);
            return Running(plan, await StartAsync(describe, static sql => sql.Columns), 0);
        }

        var found = await queries.ReadColumnsAsync(described, cancellationToken);
        var withParts = StageColumns.WithParts(found);
        if (withParts.Count > 0 && Started(types) is null)
        {
            return Running(plan, await StartAsync(types, sql => sql.Types(withParts)), 0);
        }

        var parts = Started(types) is { } typed ? await queries.ReadRowAsync(typed, cancellationToken) : new Dictionary<string, string?>();
        var columns = StageColumns.Of(described, found, parts);
        var output = StageTableNames.Output(plan, dataset);
        if (Started(insert) is null)
        {
            await tables.CreateMissingAsync(database, StageTargets.Table(output, targets.Location(plan, dataset), columns), cancellationToken);
            return Running(plan, await StartAsync(insert, sql => sql.Insert(database, output, columns.Select(static column => column.Name))), 0);
        }

        await targets.ReplaceAsync(plan, dataset, cancellationToken);
        await inputs.KeepColumnsAsync(plan, dataset.S3Target, columns, cancellationToken);
        foreach (var table in StageTableNames.Of(plan, dataset))
        {
            await tables.DeleteAsync(database, table, cancellationToken);
        }

        // Before the copied files go: a call that found none would take the target to be empty.
        await objects.WriteJsonAsync(settings.AssetsBucket, plan.Keys.StageDone(stage.Name, dataset.SqlName), started, cancellationToken);
        await targets.ClearAsync(plan, dataset, cancellationToken);
        return null;

        StatementQuery? Started(string id) => started.FirstOrDefault(query => query.StatementId == id);

        async Task<StatementQuery> StartAsync(string id, Func<StageSql, OriginatedSql> statement)
        {
            var (sql, origin) = statement(StageSql.Of(dataset, await inputs.BindAsync(plan, dataset, cancellationToken)));
            return (await list.StartMissingAsync(
                plan, key, [id], static id => id, id => queries.StartAsync(plan, id, dataset.SqlFile, origin, database, dataset.SqlName, sql, cancellationToken), cancellationToken))[^1];
        }
    }

    private static AthenaProgress Running(RunPlan plan, StatementQuery query, int waited)
    {
        var wait = QueryWait.Next($"statement {query.StatementId}, query {query.QueryExecutionId}", waited, plan.Polling.QueryLimitSeconds);
        return new AthenaProgress { State = "RUNNING", Queries = 1, WaitSeconds = wait, WaitedSeconds = checked(waited + wait) };
    }
}
