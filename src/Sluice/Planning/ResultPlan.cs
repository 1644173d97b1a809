using System.Text.Json.Serialization;
using Sluice.Sql;

namespace Sluice.Planning;

/// <summary>A query whose rows are handled one by one, complete.</summary>
public sealed record ResultPlan
{
    /// <summary>The query's name.</summary>
    public required string Name { get; init; }

    /// <summary>The SQL file it comes from, relative to the pipeline's folder.</summary>
    public required string SqlFile { get; init; }

    /// <summary>The SQL to start.</summary>
    public required string Sql { get; init; }

    /// <summary>Where the SQL file's text stands in <see cref="Sql"/>; null in the plans of runs that did not keep it.</summary>
    public SqlOrigin? Origin { get; init; }

    /// <summary>How many rows are fetched at once.</summary>
    public required int PageRows { get; init; }

    /// <summary>How many rows are handled at the same time.</summary>
    public required int Concurrency { get; init; }

    /// <summary>The function's name in Lambda.</summary>
    public required string Handler { get; init; }

    /// <summary>Unique among the run's SQL files; statements' ids begin with a digit.</summary>
    [JsonIgnore]
    public string Id => $"results_{Name}";
}
