using Sluice.Lake.Template;

namespace Sluice.Lake.Tests.Template;

/// <summary>A folder with a template in it.</summary>
internal sealed class TemplateFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("sluice-template-").FullName;

    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public LakeTemplate Load(string template, TemplateContext? context = null) =>
        SamTemplate.Load(Write("template.yaml", template), context ?? new TemplateContext());

    /// <summary>The problems of a template, a line each: <c>line where: message</c>.</summary>
    public IReadOnlyList<string> Problems(string template, TemplateContext? context = null) =>
        Assert.Throws<TemplateException>(() => Load(template, context)).Problems
            .Select(problem => $"{Path.GetFileName(problem.File)}:{problem.Line} {problem.Where}: {problem.Message}")
            .ToList();

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
