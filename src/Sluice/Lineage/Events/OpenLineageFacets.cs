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

    /// <summary>The columns that those of a table are computed from, where the SQL tells; null where it tells none.</summary>
    public static JsonObject? ColumnLineage(LineageRun run, TablePlan table, PlanLineage lineage)
    {
        var fields = new JsonObject();
        foreach (var column in table.Columns.Concat(table.PartitionKeys).Select(static column => column.Name))
        {
            if (lineage.Origin(new SourceTable(table.Database, table.Name), column) is { Sources.Count: > 0 } origin)
            {
                fields[column] = new JsonObject
                {
                    ["inputFields"] = new JsonArray([.. origin.Sources.Select(source => (JsonNode)new JsonObject
                    {
                        ["namespace"] = run.TableNamespace,
                        ["name"] = OpenLineageDatasets.Name(source.Table),
                        ["field"] = source.Column,
                    })]),
                };
            }
        }

        if (fields.Count == 0)
        {
            return null;
        }

        var facet = Facet(run.Producer, "1-2-0", "ColumnLineageDatasetFacet");
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
