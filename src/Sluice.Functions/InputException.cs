namespace Sluice.Functions;

/// <summary>A function's input lacks something that it needs.</summary>
/// <param name="message">Names the field and what is expected.</param>
public sealed class InputException(string message) : SluiceException(message);
