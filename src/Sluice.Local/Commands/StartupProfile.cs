using System.Runtime;

namespace Sluice.Local.Commands;

/// <summary>
/// Remembers which methods a command has compiled, beside the program, so that the next process of the same build compiles them on
/// a second core before they are needed.
/// https://learn.microsoft.com/dotnet/api/system.runtime.profileoptimization
/// </summary>
internal static class StartupProfile
{
    // Until the process has gone: the profile is written as it ends, and two that write one file would mix.
    private static FileStream? held;

    /// <summary>Begins it. Without it a command is slower to start and no different: where the folder cannot be written, or
    /// another process has the profile, there is none.</summary>
    /// <param name="command">The command's name; each has a profile of its own.</param>
    internal static void Start(string command)
    {
        var name = Path.Combine("startup", $"{command}.profile");
        try
        {
            Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "startup"));
            held = new FileStream(
                Path.Combine(AppContext.BaseDirectory, $"{name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return;
        }

        ProfileOptimization.SetProfileRoot(AppContext.BaseDirectory);
        ProfileOptimization.StartProfile(name);
    }
}
