namespace Sluice.Lake.S3;

/// <summary>
/// The files of objects that were replaced or deleted. They stay for a while, because a query that listed the object may
/// only be about to open its file by name: half an hour, which is how long Athena lets a query run. Then the next write
/// removes them; what is left goes when the store closes, or after a kill when it opens.
/// </summary>
internal sealed class RetiredFiles(TimeProvider clock, string root) : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(30);

    private readonly Lock gate = new();
    private readonly Queue<(DateTimeOffset Since, string Path)> files = new();

    public void Add(string path)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            files.Enqueue((now, path));
            while (files.TryPeek(out var oldest) && now - oldest.Since > Grace)
            {
                Remove(files.Dequeue().Path);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            while (files.TryDequeue(out var file))
            {
                Remove(file.Path);
            }
        }
    }

    /// <summary>Removes a file and the folders that it leaves empty.</summary>
    public void Remove(string path)
    {
        try
        {
            File.Delete(path);
            for (var folder = Path.GetDirectoryName(path); folder is not null && folder.Length > root.Length; folder = Path.GetDirectoryName(folder))
            {
                Directory.Delete(folder);
            }
        }
        catch (IOException)
        {
            // The folder is not empty; or, on Windows, someone still reads the file: the next opening of the store removes it.
        }
        catch (UnauthorizedAccessException)
        {
            // As above: how Windows says that a file is in use.
        }
    }
}
