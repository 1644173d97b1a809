namespace Sluice.Lake.Glue.Jobs.Scripts;

/// <summary>A script failed. The message says what was wrong, where, and what to do.</summary>
internal sealed class JobFailedException(string message, Exception? inner = null) : Exception(message, inner);
