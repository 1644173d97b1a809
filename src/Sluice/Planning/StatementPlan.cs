using NodaTime;
using Sluice.Configuration;
using Sluice.Sql;

namespace Sluice.Planning;

/// <summary>One Athena statement of the run, complete.</summary>
public sealed record StatementPlan
{
    /// <summary>Unique in the run, safe in keys: <c>01_utility_emissions_daily</c>, or <c>01_traffic_2026-01-01</c> for a part of a range.</summary>
    public required string Id { get; init; }

    /// <summary>The SQL file it comes from, relative to the pipeline's folder.</summary>
    public required string SqlFile { get; init; }

    /// <summary>The target's database.</summary>
    public required string Database { get; init; }

    /// <summary>The table that the rows are for.</summary>
    public required string Table { get; init; }

    /// <summary>How rows reach it.</summary>
    public required WriteMode Write { get; init; }

    /// <summary>The staged table that it fills; null when it appends to the target itself.</summary>
    public string? StagedTable { get; init; }

    /// <summary>The first day it covers; null when it has no date range.</summary>
    public LocalDate? FromDate { get; init; }

    /// <summary>The last day it covers, inclusive; null when it has no date range.</summary>
    public LocalDate? ToDate { get; init; }

    /// <summary>The SQL to start.</summary>
    public required string Sql { get; init; }

    /// <summary>Where the SQL file's text stands in <see cref="Sql"/>; null in the plans of runs that did not keep it.</summary>
    public SqlOrigin? Origin { get; init; }
}
