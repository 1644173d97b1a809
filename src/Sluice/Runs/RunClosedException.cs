namespace Sluice.Runs;

/// <summary>The run has been closed, because its execution ended while one of its functions was still at work: that one must do no more.</summary>
/// <param name="message">Names the run.</param>
public sealed class RunClosedException(string message) : SluiceException(message);
