namespace Sluice.Lake.Athena.Model;

/// <summary>
/// One query, as Athena shows it and as the journal keeps it. Immutable: every change of state is a new one.
/// <see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecution.html"/>
/// </summary>
internal sealed record QueryExecution
{
    public required string QueryExecutionId { get; init; }
    public required string Query { get; init; }
    public string? StatementType { get; init; }
    public string? SubstatementType { get; init; }
    public ResultConfiguration? ResultConfiguration { get; init; }
    public QueryExecutionContext? QueryExecutionContext { get; init; }
    public required QueryExecutionStatus Status { get; init; }
    public QueryExecutionStatistics? Statistics { get; init; }
    public required string WorkGroup { get; init; }
    public EngineVersion? EngineVersion { get; init; }
    public IReadOnlyList<string>? ExecutionParameters { get; init; }
}
