using System.Text.Json.Serialization;

namespace Sluice.Functions.Athena;

/// <summary>The query that a statement of the plan became.</summary>
public sealed record StatementQuery
{
    /// <summary>The statement's id in the plan.</summary>
    [JsonPropertyName("statement_id")]
    public required string StatementId { get; init; }

    /// <summary>The SQL file it comes from.</summary>
    [JsonPropertyName("sql_file")]
    public required string SqlFile { get; init; }

    /// <summary>The target's database.</summary>
    [JsonPropertyName("database")]
    public required string Database { get; init; }

    /// <summary>The target.</summary>
    [JsonPropertyName("table")]
    public required string Table { get; init; }

    /// <summary>Athena's id.</summary>
    [JsonPropertyName("query_execution_id")]
    public required string QueryExecutionId { get; init; }
}
