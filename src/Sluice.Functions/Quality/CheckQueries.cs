using System.Globalization;
using Sluice.Checks;
using Sluice.Functions.Athena;
using Sluice.Functions.Catalog;
using Sluice.Planning;
using Sluice.Sql;

namespace Sluice.Functions.Quality;

/// <summary>A run's checks in Athena: each is a query whose one row says what it found.</summary>
public sealed class CheckQueries(StatementQueries queries, StartedQueries list, CatalogTables tables)
{
    /// <summary>Starts the query of every check that an earlier call has not started.</summary>
    public Task StartAsync(RunPlan plan, CancellationToken cancellationToken) => list.StartMissingAsync(
        plan, plan.Keys.CheckQueries, plan.Checks, static check => check.Id, check => StartAsync(plan, check, cancellationToken), cancellationToken);

    private async Task<StatementQuery> StartAsync(RunPlan plan, CheckPlan check, CancellationToken cancellationToken)
    {
        var sql = check.FirstSql is { } first && !await IsPublishedAsync(plan, check, cancellationToken) ? first : check.Sql;
        return await queries.StartAsync(plan, check.Id, check.SqlFile ?? "pipeline.json", check.Origin, check.Database, check.Table, sql, cancellationToken);
    }

    /// <summary>
    /// Whether readers' table has the check's columns as numbers. Of which type does not matter: one that became wider is measured
    /// as well as the run's.
    /// </summary>
    private async Task<bool> IsPublishedAsync(RunPlan plan, CheckPlan check, CancellationToken cancellationToken)
    {
        var planned = plan.Table(check.Database, check.Table).Columns;
        var published = (await tables.GetAsync(check.Database, check.Table, cancellationToken)).StorageDescriptor?.Columns ?? [];
        return planned.Where(column => check.Columns.Contains(column.Name))
            .All(column => published.Exists(there => there.Name == column.Name && HiveType.TryParse(there.Type, out var type) && type.IsNumber));
    }

    /// <summary>Judges what the queries found.</summary>
    public async Task<CheckReport> ReadAsync(RunPlan plan, IReadOnlyList<StatementQuery> started, CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>();
        foreach (var check in plan.Checks)
        {
            var query = started.First(candidate => candidate.StatementId == check.Id); // StartAsync has started them all
            var row = await queries.ReadRowAsync(query, cancellationToken);
            var observation = new CheckObservation(
                Number(row["observed"]), Number(row.GetValueOrDefault("previous")), row.GetValueOrDefault("previous_exec_date"));
            results.Add(CheckEvaluation.Evaluate(check, observation, query.QueryExecutionId));
        }

        return CheckReport.Of(results);
    }

    private static double? Number(string? text) => text is null ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
