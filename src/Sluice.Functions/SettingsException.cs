namespace Sluice.Functions;

/// <summary>The function's environment lacks variables.</summary>
/// <param name="message">Names them.</param>
public sealed class SettingsException(string message) : SluiceException(message);
