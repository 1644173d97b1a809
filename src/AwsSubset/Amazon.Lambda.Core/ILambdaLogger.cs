#nullable disable
namespace Amazon.Lambda.Core;

/// <summary>The runtime's own, unstructured log. Functions log through <c>ILogger</c> instead.</summary>
public interface ILambdaLogger
{
    /// <summary>Writes <paramref name="message"/> as it is.</summary>
    /// <param name="message">The text.</param>
    void Log(string message);

    /// <summary>Writes <paramref name="message"/> and ends the line.</summary>
    /// <param name="message">The text.</param>
    void LogLine(string message);
}
