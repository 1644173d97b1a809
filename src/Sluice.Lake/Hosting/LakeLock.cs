using Sluice.Lake.Storage;

namespace Sluice.Lake.Hosting;

/// <summary>
/// One lake per folder: <c>lake.lock</c> is held while a lake runs (the operating system lets go of it when the process dies,
/// however it dies), <c>lake.endpoint</c> says where it answers.
/// </summary>
public sealed class LakeLock : IDisposable
{
    private const int Attempts = 5;

    private readonly FileStream held;
    private readonly string endpointFile;

    private LakeLock(FileStream held, string endpointFile) => (this.held, this.endpointFile) = (held, endpointFile);

    /// <summary>Takes a folder.</summary>
    /// <exception cref="LakeInUseException">Another lake has it.</exception>
    public static async Task<LakeLock> TakeAsync(LakeFolder folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (TryHold(folder.Root) is { } held)
            {
                var endpointFile = EndpointFile(folder.Root);
                File.Delete(endpointFile);
                return new LakeLock(held, endpointFile);
            }

            // A command that looks whether a lake runs holds the file for a moment too.
            if (attempt == Attempts)
            {
                throw new LakeInUseException(folder.Root, ReadEndpoint(folder.Root));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, cancellationToken);
        }
    }

    /// <summary>Where the lake that runs on a folder answers, or null when none does.</summary>
    /// <exception cref="LakeInUseException">One does, but it is not ready yet.</exception>
    public static Uri? FindRunning(string dataFolder)
    {
        var root = Path.GetFullPath(dataFolder);
        if (!File.Exists(LockFile(root)))
        {
            return null;
        }

        using var held = TryHold(root);
        if (held is null)
        {
            return ReadEndpoint(root) ?? throw new LakeInUseException(root, null);
        }

        // What a lake that was killed has left: another program may have its port by now. No lake has the folder while this holds the lock.
        File.Delete(EndpointFile(root));
        return null;
    }

    /// <summary>Lets other processes know where the lake answers.</summary>
    public void Announce(Uri endpoint)
    {
        var replacement = endpointFile + ".new";
        File.WriteAllText(replacement, endpoint.ToString());
        File.Move(replacement, endpointFile, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(endpointFile);
        held.Dispose();
    }

    private static FileStream? TryHold(string root)
    {
        try
        {
            return new FileStream(LockFile(root), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(LockFile(root)))
        {
            return null;
        }
    }

    private static Uri? ReadEndpoint(string root)
    {
        try
        {
            return Uri.TryCreate(File.ReadAllText(EndpointFile(root)).Trim(), UriKind.Absolute, out var endpoint) ? endpoint : null;
        }
        catch (FileNotFoundException)
        {
            return null; // the lake starts or has just stopped
        }
    }

    private static string LockFile(string root) => Path.Combine(root, "lake.lock");

    private static string EndpointFile(string root) => Path.Combine(root, "lake.endpoint");
}
