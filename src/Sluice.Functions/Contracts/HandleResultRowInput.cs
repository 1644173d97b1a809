using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>One row of a query's result: what every row handler is called with.</summary>
public sealed record HandleResultRowInput : RunInput
{
    /// <summary>The query's name in the pipeline.</summary>
    [JsonPropertyName("query")]
    public required string Query { get; init; }

    /// <summary>Athena's id of the query.</summary>
    [JsonPropertyName("query_execution_id")]
    public required string QueryExecutionId { get; init; }

    /// <summary>The row's number in the result, from 1; the header does not count.</summary>
    [JsonPropertyName("row_number")]
    public required long RowNumber { get; init; }

    /// <summary>The columns' names, in order.</summary>
    [JsonPropertyName("columns")]
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The row's values as Athena gives them, one a column.</summary>
    [JsonPropertyName("data")]
    public required IReadOnlyList<ResultDatum> Data { get; init; }
}
