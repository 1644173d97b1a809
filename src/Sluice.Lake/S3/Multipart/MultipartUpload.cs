using Sluice.Lake.S3.Bodies;
using Sluice.Lake.Storage;

namespace Sluice.Lake.S3.Multipart;

/// <summary>A multipart upload that is under way: a folder with a journal and a file for each part.</summary>
internal sealed class MultipartUpload : IDisposable
{
    private readonly Lock gate = new();
    private readonly Journal<UploadEntry> journal;
    private readonly SortedDictionary<int, UploadedPart> parts = [];
    private volatile bool taken;

    private MultipartUpload(string id, string folder, UploadEntry begin, Journal<UploadEntry> journal)
    {
        (Id, Folder, Begin, this.journal) = (id, folder, begin, journal);
    }

    /// <summary>The upload id.</summary>
    public string Id { get; }

    public string Folder { get; }

    public UploadEntry Begin { get; }

    public string Bucket => Begin.Bucket!; // the first line of a journal always names them

    public string Key => Begin.Key!;

    public DateTimeOffset Initiated => DateTimeOffset.FromUnixTimeSeconds(Begin.Time);

    public ChecksumAlgorithm? Algorithm => Begin.ChecksumAlgorithm is { } name ? ChecksumAlgorithm.Find(name) : null;

    /// <summary>The parts in the order of their numbers; a snapshot.</summary>
    public IReadOnlyList<UploadedPart> Parts
    {
        get
        {
            lock (gate)
            {
                return [.. parts.Values];
            }
        }
    }

    public static MultipartUpload Create(string id, string folder, UploadEntry begin)
    {
        var journal = Journal<UploadEntry>.Open(JournalPath(folder), out _);
        journal.Append(begin);
        return new MultipartUpload(id, folder, begin, journal);
    }

    /// <summary>Takes up an upload of an earlier process; null when it was killed before the upload's first line.</summary>
    public static MultipartUpload? Reopen(string folder)
    {
        var journal = Journal<UploadEntry>.Open(JournalPath(folder), out var entries);
        if (entries.Count == 0)
        {
            journal.Dispose();
            return null;
        }

        var upload = new MultipartUpload(Path.GetFileName(folder), folder, entries[0], journal);
        foreach (var part in entries.Select(entry => entry.Part).OfType<UploadedPart>())
        {
            upload.parts[part.Number] = part;
        }

        return upload;
    }

    /// <summary>Adds a part, in place of an earlier one of its number.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="fill">Writes its bytes into the file of that path.</param>
    /// <param name="clock">Asked for the time when the bytes are there.</param>
    /// <exception cref="S3Exception"><c>NoSuchUpload</c>: the upload has been completed or aborted meanwhile.</exception>
    public async Task<UploadedPart> AddAsync(int number, Func<string, Task<ReceivedBody>> fill, Func<DateTimeOffset> clock)
    {
        var path = Path.Combine(Folder, Guid.NewGuid().ToString("N"));
        UploadedPart part;
        UploadedPart? replaced;
        try
        {
            var body = await fill(path);
            part = new UploadedPart
            {
                Number = number,
                File = Path.GetFileName(path),
                Size = body.Size,
                ETag = ObjectStore.EntityTag(body.Md5),
                Modified = clock().ToUnixTimeSeconds(),
                Checksums = body.Checksums,
            };
            replaced = Add(part);
        }
        catch (DirectoryNotFoundException) when (taken)
        {
            throw S3Errors.NoSuchUpload(Id);
        }
        catch
        {
            Discard(path); // only until the journal names it
            throw;
        }

        if (replaced is not null)
        {
            Discard(Path.Combine(Folder, replaced.File));
        }

        return part;
    }

    /// <summary>Takes the upload for completion or abortion: from here on it does not exist for anyone else.</summary>
    public void Take()
    {
        lock (gate)
        {
            ThrowIfTaken();
            taken = true;
        }
    }

    /// <summary>Gives the upload back after a completion that failed.</summary>
    public void GiveBack()
    {
        lock (gate)
        {
            taken = false;
        }
    }

    public void Dispose() => journal.Dispose();

    private UploadedPart? Add(UploadedPart part)
    {
        lock (gate)
        {
            ThrowIfTaken();
            journal.Append(new UploadEntry { Time = part.Modified, Part = part });
            var replaced = parts.GetValueOrDefault(part.Number);
            parts[part.Number] = part;
            return replaced;
        }
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // The upload has been completed or aborted, and its folder is gone.
        }
    }

    private static string JournalPath(string folder) => Path.Combine(folder, "upload.jsonl");

    private void ThrowIfTaken()
    {
        if (taken)
        {
            throw S3Errors.NoSuchUpload(Id);
        }
    }
}
