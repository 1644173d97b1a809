using System.Globalization;
using Sluice.Checks;
using Sluice.Functions.Athena;
using Sluice.Planning;

namespace Sluice.Functions.Quality;

/// <summary>A run's checks in Athena: each is a query whose one row says what it found.</summary>
public sealed class CheckQueries(StatementQueries queries)
{
    /// <summary>Starts the query of every check, or finds those that an earlier call started.</summary>
    public async Task<IReadOnlyList<StatementQuery>> StartAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var started = new List<StatementQuery>();
        foreach (var check in plan.Checks)
        {
            var file = check.SqlFile ?? "pipeline.json";
            started.Add(await queries.StartAsync(plan, check.Id, file, check.Database, check.Table, check.Sql, cancellationToken));
        }

        return started;
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
