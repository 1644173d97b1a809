using System.Text.Json.Nodes;
using Sluice.Planning;

namespace Sluice.Lineage.Events;

/// <summary>Datasets with their facets.</summary>
/// <param name="run">The run.</param>
/// <param name="plan">Its plan.</param>
/// <param name="lineage">What its statements read.</param>
internal sealed class OpenLineageDatasets(LineageRun run, RunPlan plan, PlanLineage lineage)
{
    /// <summary>A table that is read.</summary>
    public JsonObject Input(SourceTable table) => Dataset(table, Find(table) is { } known ? [("schema", OpenLineageFacets.Schema(run.Producer, known))] : []);

    /// <summary>A table that is written, with what its columns are computed from.</summary>
    public JsonObject Output(SourceTable table, long? rows)
    {
        var dataset = Dataset(table, Find(table) is { } known
            ? [("schema", OpenLineageFacets.Schema(run.Producer, known)), ("columnLineage", OpenLineageFacets.ColumnLineage(run, known, lineage))]
            : []);
        if (rows is { } count)
        {
            dataset["outputFacets"] = new JsonObject { ["outputStatistics"] = OpenLineageFacets.OutputStatistics(run.Producer, count) };
        }

        return dataset;
    }

    /// <summary>What a stage writes. Of types, its SQL tells nothing.</summary>
    public JsonObject Output(StageOutput output) => With(
        output.Target,
        [
            ("schema", output.Columns is { } columns && columns.All(static column => column.Name.Length > 0) ? OpenLineageFacets.Schema(run.Producer, columns) : null),
            ("columnLineage", OpenLineageFacets.ColumnLineage(run.Producer, output)),
        ]);

    private JsonObject Dataset(SourceTable table, IReadOnlyList<(string Name, JsonObject? Facet)> facets) => With(LineageDataset.Of(run, table), facets);

    private static JsonObject With(LineageDataset name, IReadOnlyList<(string Name, JsonObject? Facet)> facets)
    {
        var dataset = name.ToJson();
        var there = new JsonObject(facets.Where(static facet => facet.Facet is not null).Select(static facet => KeyValuePair.Create(facet.Name, (JsonNode?)facet.Facet)));
        if (there.Count > 0)
        {
            dataset["facets"] = there;
        }

        return dataset;
    }

    private TablePlan? Find(SourceTable table) =>
        plan.Tables.FirstOrDefault(candidate => candidate.Database == table.Database && candidate.Name == table.Name);
}
