namespace Sluice.Local.Commands;

/// <summary>Tells whether two paths are of one file or folder, also when links lead there.</summary>
internal static class SamePath
{
    private static readonly StringComparison Comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>Whether they are.</summary>
    public static bool Are(string one, string other) => string.Equals(WithoutLinks(one), WithoutLinks(other), Comparison);

    private static string WithoutLinks(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!; // a full path has one
        foreach (var name in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, name);
            real = new FileInfo(next).LinkTarget is { } target ? WithoutLinks(Path.Combine(real, target)) : next;
        }

        return real;
    }
}
