#nullable disable
namespace AWS.Lambda.Powertools.Common;

/// <summary>Where log lines go.</summary>
public interface IConsoleWrapper
{
    /// <summary>Writes a line of the log.</summary>
    /// <param name="message">The line, one JSON object.</param>
    void WriteLine(string message);

    /// <summary>Writes a line for a debugger.</summary>
    /// <param name="message">The line.</param>
    void Debug(string message);

    /// <summary>Writes a line to the error stream.</summary>
    /// <param name="message">The line.</param>
    void Error(string message);
}
