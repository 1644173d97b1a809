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

    /// <summary>
    /// What Athena says of the statement, with the file and, where it can be told, the line that it is about:
    /// <c>(sql/totals.sql:9) FAILED: COLUMN_NOT_FOUND: ...</c>. The line of the statement, a text that nobody has written, goes then.
    /// </summary>
    /// <param name="state">The query's state.</param>
    /// <param name="reason">Athena's StateChangeReason.</param>
    public string Describe(string state, string reason) => Origin?.LineOf(reason) is { } line
        ? $"({SqlFile}:{line}) {state}: {AthenaReason.WithoutPlace(reason)}"
        : $"({SqlFile}) {state}: {reason}";
}
