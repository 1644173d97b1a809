namespace Sluice.Lake.Template;

/// <summary>Collects what is wrong, each thing once.</summary>
internal sealed class ProblemList(string file)
{
    private readonly List<TemplateProblem> problems = [];

    /// <summary>What is being read: <c>Resources.LandingBucket</c>.</summary>
    public string Where { get; set; } = "";

    /// <summary>Adds a problem of the template.</summary>
    public void Add(int line, string message) => Add(file, line, message);

    /// <summary>Adds a problem of another file.</summary>
    public void Add(string otherFile, int line, string message)
    {
        if (!problems.Exists(known => known.File == otherFile && known.Line == line && known.Message == message))
        {
            problems.Add(new TemplateProblem(otherFile, line, Where, message));
        }
    }

    /// <summary>Adds what was caught.</summary>
    public void Add(TemplateFault fault)
    {
        if (fault.Message.Length > 0)
        {
            Add(fault.Line, fault.Message);
        }
    }

    /// <summary>Throws when there is any.</summary>
    /// <exception cref="TemplateException">There is.</exception>
    public void ThrowIfAny()
    {
        if (problems.Count > 0)
        {
            throw new TemplateException(problems
                .OrderBy(problem => problem.File == file ? 0 : 1)
                .ThenBy(static problem => problem.File, StringComparer.Ordinal)
                .ThenBy(static problem => problem.Line)
                .ToList());
        }
    }
}
