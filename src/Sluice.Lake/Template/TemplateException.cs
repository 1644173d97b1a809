namespace Sluice.Lake.Template;

/// <summary>A template that the lake cannot stand up, with everything that is wrong with it.</summary>
public sealed class TemplateException(IReadOnlyList<TemplateProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>All problems, by file and line.</summary>
    public IReadOnlyList<TemplateProblem> Problems { get; } = problems;
}
