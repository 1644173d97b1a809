using Sluice.Planning;
using Sluice.Staging;
using Sluice.Stages;

namespace Sluice.Functions.Stages;

/// <summary>The names of the tables that a run makes for stages in Athena. They hold the run's id, and no reader knows them.</summary>
public static class StageTableNames
{
    /// <summary>The table of a dataset's result.</summary>
    public static string Output(RunPlan plan, StageDataset dataset) => StagedName.Of($"{Name(dataset.SqlName)}_out", plan.RunId);

    /// <summary>The table of a dataset's input.</summary>
    public static string Input(RunPlan plan, StageDataset dataset, StageTable table) =>
        StagedName.Of($"{Name(dataset.SqlName)}_in_{Name(table.TableName)}", plan.RunId);

    /// <summary>All that a run may have made.</summary>
    public static IEnumerable<(string Database, string Table)> All(RunPlan plan, RunEnvironment environment) =>
        plan.Steps.Where(static step => step.Kind == StepKind.Athena)
            .SelectMany(static step => step.Datasets)
            .SelectMany(dataset => Of(plan, dataset))
            .Select(table => (environment.ProcessedDatabase, table));

    /// <summary>The tables of a dataset.</summary>
    public static IEnumerable<string> Of(RunPlan plan, StageDataset dataset) =>
        dataset.Tables.Select(table => Input(plan, dataset, table)).Append(Output(plan, dataset));

    // Glue keeps names in lower case.
    private static string Name(string name) => name.ToLowerInvariant();
}
