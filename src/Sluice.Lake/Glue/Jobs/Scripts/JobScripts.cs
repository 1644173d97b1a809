using System.Text;
using Sluice.Lake.S3;

namespace Sluice.Lake.Glue.Jobs.Scripts;

/// <summary>
/// Finds what the lake does for a job's script. A script is known by its content, not by its name: one that was changed does
/// something else on AWS, and running the old meaning here would hide that.
/// </summary>
internal sealed class JobScripts(IReadOnlyList<IJobScript> scripts)
{
    /// <summary>The script at a location.</summary>
    /// <exception cref="JobFailedException">There is no such object, or the lake does not know the script.</exception>
    public async Task<IJobScript> FindAsync(string location, IObjectStore objects, CancellationToken cancellationToken)
    {
        _ = S3Uri.TryParse(location, out var uri); // the job's rules have seen to that
        if (!objects.BucketExists(uri.Bucket) || objects.Find(uri.Bucket, uri.Key) is not { } stored)
        {
            throw new JobFailedException($"There is no script at {location}: copy the folder glue/ to the assets bucket, or correct the job's ScriptLocation.");
        }

        var text = Lines(await File.ReadAllTextAsync(stored.FilePath, cancellationToken));
        foreach (var script in scripts)
        {
            if (text == Lines(Carried(script.FileName)))
            {
                return script;
            }
        }

        var known = string.Join(", ", scripts.Select(static script => $"glue/{script.FileName}"));
        throw new JobFailedException(
            scripts.Any(script => uri.Key.EndsWith($"/{script.FileName}", StringComparison.Ordinal))
                ? $"The script at {location} is not the one that this lake was built with, so it does not know what it does. Build it again after a change of the script; run the job on AWS if the change is more than words."
                : $"The lake does not know the script at {location}: it has no Spark, and does what these scripts do: {known}. Use one of them, or run the job on AWS.");
    }

    private static string Carried(string fileName)
    {
        using var stream = typeof(JobScripts).Assembly.GetManifestResourceStream($"glue/{fileName}")
            ?? throw new InvalidOperationException($"glue/{fileName} is not embedded in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n");
}
