using System.Runtime.CompilerServices;

namespace Sluice.Functions.Tests;

/// <summary>Files of the repository that these tests hold against the code.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..")); // a source file has a folder
}
