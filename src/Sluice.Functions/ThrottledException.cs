namespace Sluice.Functions;

/// <summary>
/// S3, Glue or Athena throttle the account for longer than the SDK tries. Each service has names of its own for it, and some of them
/// arrive as the service's general exception: the state machine retries this one, whichever it was.
/// </summary>
/// <param name="message">What was being done, and what the service says.</param>
/// <param name="exception">The service's.</param>
public sealed class ThrottledException(string message, Exception exception) : SluiceException(message, exception);
