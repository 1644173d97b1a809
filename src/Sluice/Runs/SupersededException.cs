namespace Sluice.Runs;

/// <summary>A newer run of the same pipeline and date has taken over: this one must not change what readers see.</summary>
/// <param name="message">Names both runs.</param>
public sealed class SupersededException(string message) : SluiceException(message);
