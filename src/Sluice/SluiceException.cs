namespace Sluice;

/// <summary>
/// Something a user can put right: configuration, a file that did not come, SQL that does not fit. The type's name is what
/// Retry and Catch of the state machine see, so names of derived types are part of the contract.
/// </summary>
/// <param name="message">What was being done, to what, what was found and what would be right.</param>
/// <param name="inner">The cause, when another exception was.</param>
public abstract class SluiceException(string message, Exception? inner = null) : Exception(message, inner);
