using System.CommandLine;

namespace Sluice.Local.Commands;

/// <summary>Options that several commands take, with one wording.</summary>
public static class SharedOptions
{
    /// <summary><c>--data</c>: the lake's folder.</summary>
    public static Option<string> Data()
    {
        var data = new Option<string>("--data")
        {
            Description = "The folder that holds the lake: objects, catalog, executions. Commands find a lake that is up on it, and start one for themselves otherwise.",
            HelpName = "DIR",
            DefaultValueFactory = static _ => ".lake",
        };
        data.Validators.Add(static result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
            {
                result.AddError("--data: expected a folder.");
            }
            else if (FileOnTheWay(result.GetValueOrDefault<string>()) is { } file)
            {
                result.AddError($"--data: {file} is a file. Name a folder; it is made when it is missing.");
            }
        });
        return data;
    }

    /// <summary><c>--template</c>: the SAM template.</summary>
    public static Option<string?> Template() => new("--template")
    {
        Description = "The SAM template. Default: template.yaml here, or in the nearest folder above, or in the repository that this program was built from.",
        HelpName = "FILE",
    };

    /// <summary><c>--pipelines</c>: the pipelines' folder.</summary>
    public static Option<string?> Pipelines() => new("--pipelines")
    {
        Description = "The folder of the pipelines. Default: pipelines/ beside the template.",
        HelpName = "DIR",
    };

    /// <summary><c>--real-time</c>: waits take as long as they say.</summary>
    public static Option<bool> RealTime() => new("--real-time")
    {
        Description = "Wait states take as long as they say. By default a wait ends as soon as nothing in the lake is at work.",
    };

    /// <summary>The file that stands where a folder has to be, the path itself or one above it; null when none does.</summary>
    private static string? FileOnTheWay(string? path)
    {
        for (var part = string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path); part is not null; part = Path.GetDirectoryName(part))
        {
            if (File.Exists(part))
            {
                return part;
            }
        }

        return null;
    }
}
