namespace Sluice.Runs;

/// <summary>
/// Somebody else holds the pipeline's date just now: another run of it, a run of another date whose range covers its day, a rollback,
/// or whoever closes a run that has ended. The state machine tries again.
/// </summary>
/// <param name="message">Names who does.</param>
public sealed class DateHeldException(string message) : SluiceException(message);
