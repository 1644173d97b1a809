#nullable disable
namespace AWS.Lambda.Powertools.Common;

/// <summary>
/// Writes to whatever <see cref="Console.Out"/> and <see cref="Console.Error"/> are at that moment, so that a host which
/// runs several functions in one process can keep their logs apart.
/// </summary>
public class ConsoleWrapper : IConsoleWrapper
{
    /// <inheritdoc/>
    public void WriteLine(string message) => Console.Out.WriteLine(message);

    /// <inheritdoc/>
    public void Debug(string message) => System.Diagnostics.Debug.WriteLine(message);

    /// <inheritdoc/>
    public void Error(string message) => Console.Error.WriteLine(message);
}
