using System.Reflection;

namespace Sluice.EndToEnd.Tests;

/// <summary>The checkout that the tests run in.</summary>
internal static class Repository
{
    internal static string Root { get; } = typeof(Sluice.Lake.DuckDb.DuckDbDatabase).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "RepositoryRoot").Value!; // DuckDbLibrary.targets sets it

    /// <summary>Copies the pipelines into a folder, for a test that changes them; returns the folder.</summary>
    internal static string CopyPipelines(string target)
    {
        var source = Path.Combine(Root, "pipelines");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // inside target
            File.Copy(file, copy);
        }

        return target;
    }
}
