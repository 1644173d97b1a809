using Sluice.Lake.Athena.Execution;

namespace Sluice.Lake.Athena.Statements;

/// <summary>A parsed statement, ready to run.</summary>
internal abstract class Statement
{
    /// <summary><c>DDL</c>, <c>DML</c> or <c>UTILITY</c>.</summary>
    public abstract string StatementType { get; }

    /// <summary>Athena's name for the kind: <c>SELECT</c>, <c>CREATE_TABLE</c>.</summary>
    public abstract string SubstatementType { get; }

    /// <summary>What the name of the result object ends with.</summary>
    public virtual string ResultSuffix => ".txt";

    /// <summary>Runs it. May be called again for the same query after the lake was killed.</summary>
    /// <exception cref="QueryFailure">The query FAILED.</exception>
    /// <exception cref="OperationCanceledException">The query was stopped.</exception>
    public abstract Task<QueryOutcome> RunAsync(QueryRun run, StatementContext context, CancellationToken cancellationToken);
}
