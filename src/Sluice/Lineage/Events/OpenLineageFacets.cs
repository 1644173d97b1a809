using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Lineage.Events;

/// <summary>The facets that Sluice's events have, in the versions of OpenLineage's specification that they are written by.</summary>
internal static class OpenLineageFacets
{
    private const string Specification = "https://openlineage.io/spec/facets/";

    /// <summary>The run's date, as a day in Brussels.</summary>
    public static JsonObject NominalTime(string producer, LocalDate execDate)
    {
        var facet = Facet(producer, "1-0-1", "NominalTimeRunFacet");
        facet["nominalStartTime"] = Time(ExecDate.Start(execDate));
        facet["nominalEndTime"] = Time(ExecDate.Start(execDate.PlusDays(1)));
        return facet;
    }

    /// <summary>The run that started this one; null when nothing did.</summary>
    public static JsonObject? Parent(LineageRun run)
    {
        if (run.ParentRunId is not { } parent)
        {
            return null;
        }

        var facet = Facet(run.Producer, "1-0-1", "ParentRunFacet");
        facet["run"] = new JsonObject { ["runId"] = parent };
        facet["job"] = new JsonObject { ["namespace"] = run.JobNamespace, ["name"] = run.ParentJobName };
        return facet;
    }

    /// <summary>Why the run ended.</summary>
    public static JsonObject ErrorMessage(string producer, RunFailure failure)
    {
        var facet = Facet(producer, "1-0-1", "ErrorMessageRunFacet");
        facet["message"] = $"{failure.Error}: {failure.Cause}";
        facet["programmingLanguage"] = "C#";
        return facet;
    }

    /// <summary>What kind of job it is.</summary>
    public static JsonObject JobType(string producer)
    {
        var facet = Facet(producer, "2-0-3", "JobTypeJobFacet");
        facet["processingType"] = "BATCH";
        facet["integration"] = "SLUICE";
        facet["jobType"] = "PIPELINE";
        return facet;
    }

    /// <summary>The statements, in order; null when there is none.</summary>
    public static JsonObject? Sql(string producer, IReadOnlyList<StatementPlan> statements)
    {
        if (statements.Count == 0)
        {
            return null;
        }

        var facet = Facet(producer, "1-0-1", "SQLJobFacet");
        facet["query"] = string.Join(";\n\n", statements.Select(static statement => statement.Sql));
        return facet;
    }

    /// <summary>A table's columns, partition keys last.</summary>
    public static JsonObject Schema(string producer, TablePlan table)
    {
        var facet = Facet(producer, "1-1-1", "SchemaDatasetFacet");
        facet["fields"] = new JsonArray([.. table.Columns.Concat(table.PartitionKeys).Select(static column =>
        {
            var field = new JsonObject { ["name"] = column.Name, ["type"] = column.Type };
            if (column.Comment is { } comment)
            {
                field["description"] = comment;
            }

            return (JsonNode)field;
        })]);
        return facet;
    }

    /// <summary>A stage's columns, by name.</summary>
    public static JsonObject Schema(string producer, IReadOnlyList<StageColumn> columns)
    {
        var facet = Facet(producer, "1-1-1", "SchemaDatasetFacet");
        facet["fields"] = new JsonArray([.. columns.Select(static column => (JsonNode)new JsonObject { ["name"] = column.Name })]);
        return facet;
    }

    /// <summary>The columns that those of a stage's dataset are computed from, where its SQL tells; null where it tells none.</summary>
    public static JsonObject? ColumnLineage(string producer, StageOutput output) => ColumnLineage(
        producer,
        (output.Columns ?? []).Where(static column => column.Name.Length > 0).DistinctBy(static column => column.Name).Select(static column => (column.Name, column.Sources)));

    /// <summary>The columns that those of a table are computed from, where the SQL tells; null where it tells none.</summary>
    public static JsonObject? ColumnLineage(LineageRun run, TablePlan table, PlanLineage lineage) => ColumnLineage(
        run.Producer,
        table.Columns.Concat(table.PartitionKeys).Select(column => (
            column.Name,
            (IReadOnlyList<(LineageDataset, string)>?)lineage.Origin(new SourceTable(table.Database, table.Name), column.Name)?.Sources
                .Select(source => (LineageDataset.Of(run, source.Table), source.Column)).ToList())));

    private static JsonObject? ColumnLineage(string producer, IEnumerable<(string Name, IReadOnlyList<(LineageDataset Dataset, string Column)>? Sources)> columns)
    {
        var fields = new JsonObject();
        foreach (var (name, sources) in columns)
        {
            if (sources is { Count: > 0 })
            {
                fields[name] = new JsonObject
                {
                    ["inputFields"] = new JsonArray([.. sources.Select(static source =>
                    {
                        var field = source.Dataset.ToJson();
                        field["field"] = source.Column;
                        return (JsonNode)field;
                    })]),
                };
            }
        }

        if (fields.Count == 0)
        {
            return null;
        }

        var facet = Facet(producer, "1-2-0", "ColumnLineageDatasetFacet");
        facet["fields"] = fields;
        return facet;
    }

    /// <summary>How many rows were written.</summary>
    public static JsonObject OutputStatistics(string producer, long rows)
    {
        var facet = Facet(producer, "1-0-2", "OutputStatisticsOutputDatasetFacet");
        facet["rowCount"] = rows;
        return facet;
    }

    /// <summary>A time as OpenLineage wants it.</summary>
    public static string Time(Instant time) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'").Format(time);

    private static JsonObject Facet(string producer, string version, string name) => new()
    {
        ["_producer"] = producer,
        ["_schemaURL"] = string.Create(CultureInfo.InvariantCulture, $"{Specification}{version}/{name}.json#/$defs/{name}"),
    };
}
