namespace Sluice.Publishing;

/// <summary>A date cannot be rolled back to a run.</summary>
/// <param name="message">Names the run, why not, and which runs there are.</param>
public sealed class RollbackException(string message) : SluiceException(message);
