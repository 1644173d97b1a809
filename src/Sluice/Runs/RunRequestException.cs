namespace Sluice.Runs;

/// <summary>The input of an execution names no run: a key of another form, a date that does not exist, a missing field.</summary>
/// <param name="message">Names the key or field, its value and what is expected.</param>
public sealed class RunRequestException(string message) : SluiceException(message);
