namespace Sluice.Polling;

/// <summary>A crawler or query is not done within the configured limit.</summary>
/// <param name="message">Names it, how long it has run, the limit and the field that sets it.</param>
public sealed class PollingLimitException(string message) : SluiceException(message);
