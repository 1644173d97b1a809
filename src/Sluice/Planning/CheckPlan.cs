using System.Text.Json.Serialization;
using Sluice.Configuration;
using Sluice.Sql;

namespace Sluice.Planning;

/// <summary>One check of the run: the query that measures, and what passes.</summary>
public sealed record CheckPlan
{
    /// <summary>Its name in the pipeline.</summary>
    public required string Name { get; init; }

    /// <summary>What it looks at.</summary>
    public required CheckType Type { get; init; }

    /// <summary>What follows when it does not pass.</summary>
    public required CheckSeverity Severity { get; init; }

    /// <summary>The table's database.</summary>
    public required string Database { get; init; }

    /// <summary>The table whose staged rows are checked.</summary>
    public required string Table { get; init; }

    /// <summary>The columns that it looks at.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>What is expected of the columns' values, in words, such as <c>one of 'OH', 'IN'</c>; null where bounds say it.</summary>
    public string? Rule { get; init; }

    /// <summary>The number whose change is checked; null for the other types.</summary>
    public CheckMeasure? Measure { get; init; }

    /// <summary>The least that passes, itself included; null when there is none.</summary>
    public decimal? Min { get; init; }

    /// <summary>The most that passes, itself included; null when there is none.</summary>
    public decimal? Max { get; init; }

    /// <summary>The SQL file that it comes from, relative to the pipeline's folder; null when pipeline.json says it all.</summary>
    public string? SqlFile { get; init; }

    /// <summary>
    /// The query to start. Its one row has the column <c>observed</c>: the rows, or the offending rows; for a change also
    /// <c>previous</c> and <c>previous_exec_date</c>.
    /// </summary>
    public required string Sql { get; init; }

    /// <summary>Where the SQL file's text stands in <see cref="Sql"/>; null when pipeline.json says it all.</summary>
    public SqlOrigin? Origin { get; init; }

    /// <summary>
    /// The query to start instead when the published table does not have the columns as numbers: then there is nothing to compare
    /// with. Null for a check that reads no published column.
    /// </summary>
    public string? FirstSql { get; init; }

    /// <summary>Unique among the run's statements and checks, safe in keys.</summary>
    [JsonIgnore]
    public string Id => $"check_{Name}";
}
