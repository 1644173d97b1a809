namespace Sluice.Runs;

/// <summary>Another run of the same pipeline and date is pointing tables at its files. The state machine tries again.</summary>
/// <param name="message">Names the run.</param>
public sealed class DateHeldException(string message) : SluiceException(message);
