using System.Text.Json.Nodes;
using Sluice.Planning;

namespace Sluice.Lineage.Events;

/// <summary>Datasets with the names that OpenLineage gives them: https://openlineage.io/docs/spec/naming</summary>
/// <param name="run">The run.</param>
/// <param name="plan">Its plan.</param>
/// <param name="lineage">What its statements read.</param>
internal sealed class OpenLineageDatasets(LineageRun run, RunPlan plan, PlanLineage lineage)
{
    /// <summary>A table's name in the catalog's namespace.</summary>
    public static string Name(SourceTable table) => $"table/{table.Database}/{table.Name}";

    /// <summary>A folder of files.</summary>
    public static JsonObject Folder(string uri)
    {
        var path = uri.IndexOf('/', "s3://".Length);
        return new JsonObject { ["namespace"] = path < 0 ? uri : uri[..path], ["name"] = path < 0 ? "/" : uri[(path + 1)..] };
    }

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

    private JsonObject Dataset(SourceTable table, IReadOnlyList<(string Name, JsonObject? Facet)> facets)
    {
        var dataset = new JsonObject { ["namespace"] = run.TableNamespace, ["name"] = Name(table) };
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
