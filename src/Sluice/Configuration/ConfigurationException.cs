namespace Sluice.Configuration;

/// <summary>A pipeline's configuration or SQL is wrong; the message lists everything that is.</summary>
public sealed class ConfigurationException : SluiceException
{
    /// <summary>Lists the errors, one a line.</summary>
    public ConfigurationException(IReadOnlyList<ConfigurationError> errors)
        : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>All of them.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; }
}
