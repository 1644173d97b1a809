using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Sluice.Functions.Assets;
using Sluice.Functions.Athena;
using Sluice.Functions.Catalog;
using Sluice.Functions.Contracts;
using Sluice.Polling;

namespace Sluice.Functions;

/// <summary>
/// Creates the run's staged tables and starts the statements that fill them, side by side. A retry creates and starts nothing
/// twice: a statement's request token is the same each time, and Athena gives back the query that it has.
/// </summary>
public sealed class RunEtlInsertAthena(RunStore runs, CatalogTables tables, StatementQueries queries, StartedQueries list)
{
    /// <summary>Starts the run's statements.</summary>
    /// <exception cref="ThrottledException">Athena's queue is full: call again.</exception>
    /// <exception cref="Amazon.Athena.Model.InvalidRequestException">Athena refuses a statement.</exception>
    /// <exception cref="Runs.RunClosedException">The run's execution has ended. The queries that were started have been stopped.</exception>
    [LambdaFunction(ResourceName = "RunEtlInsertAthenaFunction", Timeout = 300, MemorySize = 512)]
    public Task<AthenaProgress> Handle(RunInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => RunAsync(input, token));
    }

    private async Task<AthenaProgress> RunAsync(RunInput input, CancellationToken cancellationToken)
    {
        var plan = await runs.ReadPlanAsync(input.PlanKey, cancellationToken);
        foreach (var staged in plan.StagedTables)
        {
            await tables.CreateStagedAsync(plan.Table(staged.Database, staged.Table), staged, cancellationToken);
        }

        var started = await list.StartMissingAsync(
            plan,
            plan.Keys.Queries,
            plan.Statements,
            static statement => statement.Id,
            statement => queries.StartAsync(plan, statement, cancellationToken),
            cancellationToken);
        return new AthenaProgress
        {
            State = "RUNNING",
            Queries = started.Count,
            WaitSeconds = QueryWait.First,
            WaitedSeconds = QueryWait.First,
        };
    }
}
