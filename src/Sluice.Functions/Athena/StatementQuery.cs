using System.Text.Json.Serialization;
using Sluice.Sql;

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

    /// <summary>Where the file's text stands in the statement; null when it is not a user's.</summary>
    [JsonPropertyName("origin")]
    public SqlOrigin? Origin { get; init; }

    /// <summary>The target's database.</summary>
    [JsonPropertyName("database")]
    public required string Database { get; init; }

    /// <summary>The target.</summary>
    [JsonPropertyName("table")]
    public required string Table { get; init; }

    /// <summary>Athena's id.</summary>
    [JsonPropertyName("query_execution_id")]
    public required string QueryExecutionId { get; init; }

    /// <summary>The file that a reason of Athena is about, with the line where that can be told: <c>sql/totals.sql:9</c>.</summary>
    /// <param name="reason">Athena's StateChangeReason.</param>
    public string PlaceOf(string reason) => Origin?.LineOf(reason) is { } line ? $"{SqlFile}:{line}" : SqlFile;
}
