using System.Reflection;

namespace Sluice.Local.Commands;

/// <summary>The files that are deployed and that the lake reads: the template and, beside it, the pipelines.</summary>
/// <param name="TemplatePath">The SAM template's full path.</param>
/// <param name="PipelinesPath">The pipelines' folder's full path.</param>
public sealed record Project(string TemplatePath, string PipelinesPath)
{
    /// <summary>Finds them: as given, else from the working folder upwards, else in the repository that the program was built from.</summary>
    /// <exception cref="FileNotFoundException">There is no template: says where it was looked for.</exception>
    public static Project Find(string? template, string? pipelines)
    {
        var path = template is null ? Search() : Path.GetFullPath(template);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no template at {path}. Name the SAM template with --template.", path);
        }

        if (pipelines is not null && !Directory.Exists(pipelines))
        {
            throw new DirectoryNotFoundException($"--pipelines: there is no folder {Path.GetFullPath(pipelines)}.");
        }

        return new Project(path, Path.GetFullPath(pipelines ?? Path.Combine(Path.GetDirectoryName(path)!, "pipelines"))); // a file lies in a folder
    }

    private static string Search()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "template.yaml");
            if (File.Exists(path))
            {
                return path;
            }
        }

        var built = typeof(Project).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(static attribute => attribute.Key == "RepositoryRoot").Value!; // DuckDbLibrary.targets sets it
        return Path.Combine(built, "template.yaml");
    }
}
