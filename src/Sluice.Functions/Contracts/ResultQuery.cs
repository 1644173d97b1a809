using System.Text.Json.Serialization;
using Sluice.Planning;

namespace Sluice.Functions.Contracts;

/// <summary>A query whose rows are handled, in the few facts that the state machine needs.</summary>
public sealed record ResultQuery
{
    /// <summary>Its name in the pipeline.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The key of its SQL in the assets bucket.</summary>
    [JsonPropertyName("sql_key")]
    public required string SqlKey { get; init; }

    /// <summary>How many rows are fetched at once.</summary>
    [JsonPropertyName("page_rows")]
    public required int PageRows { get; init; }

    /// <summary>How many rows are handled at the same time.</summary>
    [JsonPropertyName("concurrency")]
    public required int Concurrency { get; init; }

    /// <summary>The name of the function that handles a row.</summary>
    [JsonPropertyName("handler")]
    public required string Handler { get; init; }

    /// <summary>The facts of a planned query.</summary>
    public static ResultQuery Of(RunPlan plan, ResultPlan result) => new()
    {
        Name = result.Name,
        SqlKey = plan.Keys.Sql(result.Id),
        PageRows = result.PageRows,
        Concurrency = result.Concurrency,
        Handler = result.Handler,
    };
}
