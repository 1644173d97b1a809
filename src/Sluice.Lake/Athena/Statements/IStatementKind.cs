using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Statements;

/// <summary>A kind of statement. Adding a kind is adding a class and naming it in <see cref="StatementKinds"/>.</summary>
internal interface IStatementKind
{
    /// <summary>Parses the statement, or returns null when it is of another kind.</summary>
    /// <exception cref="Execution.QueryFailure">It is of this kind, and wrong.</exception>
    Statement? TryParse(TokenReader reader);
}
