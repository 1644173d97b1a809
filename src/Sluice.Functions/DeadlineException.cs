namespace Sluice.Functions;

/// <summary>A function stopped by itself just before Lambda would have cut it off, which says nothing about why.</summary>
/// <param name="message">Names the function and what to change.</param>
public sealed class DeadlineException(string message) : SluiceException(message);
