using Sluice.Configuration;
using Sluice.Runs;

namespace Sluice.Planning;

/// <summary>Finds tables that several pipelines replace: a run of the one takes away what the other has published of the date.</summary>
public static class SharedTables
{
    /// <summary>An error for each pipeline and table.</summary>
    /// <param name="plans">A run of each pipeline.</param>
    public static IReadOnlyList<ConfigurationError> Errors(IEnumerable<RunPlan> plans) =>
    [
        .. plans.SelectMany(static plan => plan.StagedTables.Select(staged => (plan.Pipeline, Table: $"{staged.Database}.{staged.Table}")))
            .Distinct()
            .GroupBy(static replaced => replaced.Table, static replaced => replaced.Pipeline)
            .Where(static table => table.Count() > 1)
            .SelectMany(static table => table.Select(pipeline => new ConfigurationError(
                RunKeys.PipelineConfiguration(pipeline),
                null,
                "etl",
                $"The table '{table.Key}' is replaced by the pipelines {string.Join(" and ", table)}: a run of one takes away what the other has published of its date. Give each a table of its own."))),
    ];
}
