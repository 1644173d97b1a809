namespace Sluice.Configuration.Reading;

/// <summary>Gathers what is wrong in one file.</summary>
/// <param name="file">The file.</param>
internal sealed class ErrorList(string file)
{
    private readonly List<ConfigurationError> _errors = [];

    /// <summary>What was found so far, by line.</summary>
    public IReadOnlyList<ConfigurationError> Errors => [.. _errors.OrderBy(error => error.Line ?? 0)];

    /// <summary>Reports a problem with a value.</summary>
    public void Add(ConfigurationNode node, string problem) => Add(node.Line, node.Path, problem);

    /// <summary>Reports a problem.</summary>
    public void Add(int? line, string path, string problem) => _errors.Add(new ConfigurationError(file, line, path, problem));
}
