namespace Sluice.Lake.Template;

/// <summary>A problem found while one value is read; caught where the next value begins, so that all are reported at once.</summary>
internal sealed class TemplateFault(int line, string message) : Exception(message)
{
    /// <summary>The line, from one.</summary>
    public int Line { get; } = line;

    /// <summary>What follows from a problem that is reported already: not reported again.</summary>
    public static TemplateFault AlreadyReported(int line) => new(line, "");
}
