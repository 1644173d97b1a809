namespace Sluice.Lake.Template;

/// <summary>One thing that is wrong with a template.</summary>
/// <param name="File">The file: the template, or a state machine's definition.</param>
/// <param name="Line">The line, from one.</param>
/// <param name="Where">What it belongs to: <c>Resources.LandingBucket</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record TemplateProblem(string File, int Line, string Where, string Message)
{
    /// <summary><c>template.yaml:12: Resources.LandingBucket: …</c>, as editors and terminals link it.</summary>
    public override string ToString() => Where.Length == 0 ? $"{File}:{Line}: {Message}" : $"{File}:{Line}: {Where}: {Message}";
}
