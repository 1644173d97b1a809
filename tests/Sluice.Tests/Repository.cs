using System.Reflection;

namespace Sluice.Tests;

/// <summary>The repository's own files, for tests that hold code and files together.</summary>
internal static class Repository
{
    private static readonly string Root = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepoRoot").Value!; // set by the project file

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);
}
