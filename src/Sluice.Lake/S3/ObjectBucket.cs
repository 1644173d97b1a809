using System.Globalization;
using Sluice.Lake.Storage;

namespace Sluice.Lake.S3;

/// <summary>
/// One bucket. Its journal is the commit point: an object is there when its line is. Writers take turns; readers take the
/// index as it is and never wait.
/// </summary>
internal sealed class ObjectBucket : IDisposable
{
    private readonly Lock gate = new();
    private readonly Journal<BucketEntry> journal;
    private readonly string folder;
    private readonly RetiredFiles retired;
    private volatile ObjectIndex index;
    private bool deleted;

    private ObjectBucket(string name, string folder, DateTimeOffset created, Journal<BucketEntry> journal, ObjectIndex index, ulong highest, RetiredFiles retired)
    {
        (Name, this.folder, Created, this.journal, this.index, HighestVersion, this.retired) = (name, folder, created, journal, index, highest, retired);
    }

    public string Name { get; }

    public DateTimeOffset Created { get; }

    public ObjectIndex Index => index;

    /// <summary>The highest version that the journal knew when it was opened.</summary>
    public ulong HighestVersion { get; }

    /// <summary>Opens a bucket, or creates it when it has no journal yet.</summary>
    public static ObjectBucket Open(string name, string journalPath, string folder, DateTimeOffset now, RetiredFiles retired)
    {
        var journal = Journal<BucketEntry>.Open(journalPath, out var entries);
        if (entries.Count == 0)
        {
            journal.Append(new BucketEntry { Created = now.ToUnixTimeSeconds() });
            return new ObjectBucket(name, folder, now, journal, ObjectIndex.Empty, 0, retired);
        }

        var created = entries[0].Created ?? now.ToUnixTimeSeconds();
        var highest = entries.Max(entry => entry.Version);
        var live = new Dictionary<string, BucketEntry>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Key is not null)
            {
                live[entry.Key] = entry;
            }
        }

        var objects = live.Values.Where(entry => entry.ETag is not null).ToList();
        if (entries.Count > 1000 && entries.Count > 2 * objects.Count)
        {
            journal.Rewrite([new BucketEntry { Created = created, Version = highest }, .. objects]);
        }

        var index = ObjectIndex.Of(objects.Select(entry => entry.ToObject(name, folder)!)); // filtered above: it has an entity tag
        return new ObjectBucket(name, folder, DateTimeOffset.FromUnixTimeSeconds(created), journal, index, highest, retired);
    }

    /// <summary>Makes a file the content of a key, if the condition holds at that very moment.</summary>
    public StoredObject Write(string key, ObjectDraft draft, WriteCondition condition, Func<ulong> nextVersion, DateTimeOffset now)
    {
        StoredObject? replaced;
        StoredObject stored;
        lock (gate)
        {
            ThrowIfDeleted();
            replaced = index.Find(key);
            condition.Check(replaced, key);
            var version = nextVersion();
            var path = Path.Combine(folder, KeyPath.Of(key, version));
            stored = new StoredObject
            {
                Bucket = Name,
                Key = key,
                Size = draft.Size,
                ETag = draft.ETag,
                LastModified = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()),
                FilePath = path,
                Sequencer = version.ToString("X16", CultureInfo.InvariantCulture),
                ContentType = draft.ContentType ?? StoredObject.DefaultContentType,
                Metadata = draft.Metadata ?? StoredObject.Nothing,
                Headers = draft.Headers ?? StoredObject.Nothing,
                Checksums = draft.Checksums ?? StoredObject.Nothing,
            };
            MoveInto(draft.FilePath, path);
            journal.Append(BucketEntry.Of(stored));
            index = index.With(stored);
        }

        if (replaced is not null)
        {
            retired.Add(replaced.FilePath);
        }

        return stored;
    }

    /// <summary>Removes a key if the condition holds; does nothing when it is not there.</summary>
    public void Delete(string key, WriteCondition condition, Func<ulong> nextVersion)
    {
        StoredObject? removed;
        lock (gate)
        {
            ThrowIfDeleted();
            removed = index.Find(key);
            if (removed is null)
            {
                return; // deleting what is not there succeeds, whatever the condition
            }

            condition.Check(removed, key);

            journal.Append(new BucketEntry { Version = nextVersion(), Key = key });
            index = index.Without(key);
        }

        retired.Add(removed.FilePath);
    }

    /// <summary>Closes the bucket for good when it is empty, so that no writer slips in while its journal is removed.</summary>
    public void CloseIfEmpty()
    {
        lock (gate)
        {
            ThrowIfDeleted();
            if (index.Count > 0)
            {
                throw S3Errors.BucketNotEmpty(Name);
            }

            deleted = true;
            journal.Dispose();
        }
    }

    public void Dispose() => journal.Dispose();

    private static void MoveInto(string file, string path)
    {
        var parent = Path.GetDirectoryName(path)!; // a bucket's folder is never a root
        while (true)
        {
            try
            {
                File.Move(file, path, overwrite: true);
                return;
            }
            catch (DirectoryNotFoundException) when (File.Exists(file))
            {
                // The first object of its folder, or the folder was removed with its last object a moment ago.
                Directory.CreateDirectory(parent);
            }
        }
    }

    private void ThrowIfDeleted()
    {
        if (deleted)
        {
            throw S3Errors.NoSuchBucket(Name);
        }
    }
}
