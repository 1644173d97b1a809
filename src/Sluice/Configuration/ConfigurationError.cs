namespace Sluice.Configuration;

/// <summary>One thing wrong in a pipeline's folder.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1; null where none can be named.</param>
/// <param name="Path">The field, such as <c>tables[0].columns[2].type</c>; empty in SQL and for the file as a whole.</param>
/// <param name="Problem">What was found and what is expected.</param>
public sealed record ConfigurationError(string File, int? Line, string Path, string Problem)
{
    /// <summary><c>file:line: field: problem</c>.</summary>
    public override string ToString()
    {
        var line = Line is { } number ? $":{number}" : "";
        var path = Path.Length > 0 ? $" {Path}:" : "";
        return $"{File}{line}:{path} {Problem}";
    }
}
