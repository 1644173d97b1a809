namespace Sluice.Checks;

/// <summary>What was staged did not pass the pipeline's checks. Nothing of it was published.</summary>
/// <param name="message">Names each check of severity error that did not pass: table, columns, observed and expected.</param>
public sealed class ChecksFailedException(string message) : SluiceException(message);
