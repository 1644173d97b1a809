using System.Runtime.InteropServices;

namespace Sluice.Lake.Tests.StepFunctions;

/// <summary>A full disk for a single file that this process has open: Linux's <c>/dev/full</c> comes in its place until it is opened again.</summary>
internal static class FullDisk
{
    /// <summary>From now on writes to the file fail for want of room.</summary>
    public static void Fill(string path)
    {
        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        var descriptor = Directory.GetFiles("/proc/self/fd").First(each => Target(each) == path);
        Assert.NotEqual(-1, Duplicate((int)full.DangerousGetHandle(), int.Parse(Path.GetFileName(descriptor), System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static string? Target(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName;
        }
        catch (IOException)
        {
            return null; // another test has closed it
        }
    }

    [DllImport("libc", EntryPoint = "dup2")]
    private static extern int Duplicate(int from, int to);
}
