namespace Sluice.Functions.Athena;

/// <summary>A statement of the run failed or was cancelled.</summary>
/// <param name="message">Names the statement, its SQL file, the query and Athena's reason.</param>
public sealed class StatementFailedException(string message) : SluiceException(message);
