using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Sluice.Lake.S3.Multipart;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.S3;

/// <summary>
/// The lake's objects as files under <c>s3/&lt;bucket&gt;/</c>, with a journal for each bucket in <c>s3/.index/</c>.
/// </summary>
/// <remarks>
/// A write first fills a file in <c>s3/.incoming/</c>, then moves it to a name that no other write has (<see cref="KeyPath"/>),
/// then commits a line to the journal. Killed at any point, the object is there entirely or not at all; files that no
/// journal names are removed when the store opens again.
/// </remarks>
public sealed class ObjectStore : IObjectStore, IDisposable
{
    /// <summary>The longest key, in bytes of UTF-8.</summary>
    public const int LongestKey = 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly LakeTime time;
    private readonly string root;
    private readonly string incoming;
    private readonly RetiredFiles retired;
    private readonly ConcurrentDictionary<string, ObjectBucket> buckets = new(StringComparer.Ordinal);
    private readonly Lock bucketsGate = new();
    private readonly Lock versionGate = new();
    private readonly Task sweep;
    private ulong lastVersion;

    /// <summary>Opens the store of a lake, taking up whatever an earlier process has left there.</summary>
    public ObjectStore(LakeFolder lake, LakeTime time)
    {
        this.time = time;
        root = lake.Service("s3");
        incoming = Path.Combine(root, ".incoming");
        if (Directory.Exists(incoming))
        {
            Directory.Delete(incoming, recursive: true);
        }

        Directory.CreateDirectory(incoming);
        retired = new RetiredFiles(time.Provider, root);
        foreach (var journal in Directory.CreateDirectory(Path.Combine(root, ".index")).EnumerateFiles("*.jsonl"))
        {
            var bucket = Open(Path.GetFileNameWithoutExtension(journal.Name));
            lastVersion = Math.Max(lastVersion, bucket.HighestVersion);
        }

        Uploads = new MultipartUploads(Path.Combine(root, ".uploads"), BucketExists);
        lastVersion = Math.Max(lastVersion, Clock());
        var snapshot = buckets.Values.ToDictionary(bucket => bucket.Name, bucket => bucket.Index);
        var opened = lastVersion;
        sweep = Task.Run(() => OrphanSweep.Run(root, snapshot, opened, retired));
    }

    /// <inheritdoc/>
    public event Action<StoredObject, string>? ObjectCreated;

    /// <summary>The buckets by name, with their dates of creation.</summary>
    public IReadOnlyList<(string Name, DateTimeOffset Created)> Buckets =>
        [.. buckets.Values.Select(bucket => (bucket.Name, bucket.Created)).OrderBy(bucket => bucket.Name, StringComparer.Ordinal)];

    /// <summary>The multipart uploads under way.</summary>
    internal MultipartUploads Uploads { get; }

    /// <summary>The clock that objects are stamped with.</summary>
    internal DateTimeOffset Now => time.Now;

    /// <summary>The sweep of what earlier processes left behind; runs beside everything else after opening.</summary>
    internal Task Sweep => sweep;

    /// <inheritdoc/>
    public void EnsureBucket(string bucket) => TryCreateBucket(bucket);

    /// <summary>Creates a bucket; false when it is there.</summary>
    /// <exception cref="S3Exception"><c>InvalidBucketName</c>.</exception>
    public bool TryCreateBucket(string bucket)
    {
        BucketName.Check(bucket);
        lock (bucketsGate)
        {
            if (buckets.ContainsKey(bucket))
            {
                return false;
            }

            Open(bucket);
            return true;
        }
    }

    /// <summary>Removes an empty bucket.</summary>
    /// <exception cref="S3Exception"><c>NoSuchBucket</c>, <c>BucketNotEmpty</c>.</exception>
    public void DeleteBucket(string bucket)
    {
        lock (bucketsGate)
        {
            Bucket(bucket).CloseIfEmpty();
            File.Delete(JournalPath(bucket));
            buckets.TryRemove(bucket, out _);
            Uploads.RemoveAll(bucket);
        }
    }

    /// <inheritdoc/>
    public bool BucketExists(string bucket) => buckets.ContainsKey(bucket);

    /// <inheritdoc/>
    public StoredObject? Find(string bucket, string key) => Bucket(bucket).Index.Find(key);

    /// <inheritdoc/>
    public IReadOnlyList<StoredObject> List(string bucket, string prefix) => [.. Bucket(bucket).Index.WithPrefix(prefix)];

    /// <inheritdoc/>
    public Task<StoredObject> PutAsync(string bucket, string key, Stream content, string contentType, CancellationToken cancellationToken) =>
        PutAsync(bucket, key, content, new ObjectAttributes(contentType), WriteCondition.None, cancellationToken);

    /// <summary>Writes an object if a condition holds. Readers see the old object or the new one.</summary>
    internal async Task<StoredObject> PutAsync(
        string bucket, string key, Stream content, ObjectAttributes attributes, WriteCondition condition, CancellationToken cancellationToken)
    {
        Bucket(bucket);
        CheckKey(key);
        var path = NewFile();
        try
        {
            using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            long size = 0;
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                var buffer = new byte[81920];
                int read;
                while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
                {
                    md5.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                    size += read;
                }
            }

            var draft = new ObjectDraft
            {
                FilePath = path,
                Size = size,
                ETag = EntityTag(md5.GetHashAndReset()),
                ContentType = attributes.ContentType,
                Metadata = attributes.Metadata,
                Headers = attributes.Headers,
            };
            return Write(bucket, key, draft, condition, "PutObject");
        }
        finally
        {
            File.Delete(path); // gone already when it has become an object
        }
    }

    /// <inheritdoc/>
    public async Task<StoredObject> PutFileAsync(string bucket, string key, string filePath, CancellationToken cancellationToken)
    {
        Bucket(bucket);
        CheckKey(key);
        ObjectDraft draft;
        await using (var file = File.OpenRead(filePath))
        {
            draft = new ObjectDraft { FilePath = filePath, Size = file.Length, ETag = EntityTag(await MD5.HashDataAsync(file, cancellationToken)) };
        }

        return Write(bucket, key, draft, WriteCondition.None, "PutObject");
    }

    /// <inheritdoc/>
    public void Delete(string bucket, string key) => Delete(bucket, key, WriteCondition.None);

    /// <summary>Deletes an object if a condition holds; does nothing when there is no such key.</summary>
    public void Delete(string bucket, string key, WriteCondition condition) => Bucket(bucket).Delete(key, condition, NextVersion);

    /// <summary>Makes a file an object, in one step with the check of the condition.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="draft">The file, which is moved, and what is known about it.</param>
    /// <param name="condition">What must hold.</param>
    /// <param name="reason">EventBridge's reason: <c>PutObject</c>, <c>CopyObject</c>, <c>CompleteMultipartUpload</c>.</param>
    /// <exception cref="S3Exception"><c>NoSuchBucket</c>, <c>KeyTooLongError</c>, <c>PreconditionFailed</c>, <c>NoSuchKey</c> for a condition on a missing key.</exception>
    public StoredObject Write(string bucket, string key, ObjectDraft draft, WriteCondition condition, string reason)
    {
        CheckKey(key);
        var stored = Bucket(bucket).Write(key, draft, condition, NextVersion, time.Now);
        ObjectCreated?.Invoke(stored, reason);
        return stored;
    }

    /// <summary>A path for bytes that arrive, on the store's volume. Whoever asks for it removes the file or makes it an object.</summary>
    public string NewFile() => Path.Combine(incoming, Guid.NewGuid().ToString("N"));

    /// <summary>The entity tag of an MD5 hash, with its quotes.</summary>
    public static string EntityTag(ReadOnlySpan<byte> md5) => $"\"{Convert.ToHexStringLower(md5)}\"";

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var bucket in buckets.Values)
        {
            bucket.Dispose();
        }

        Uploads.Dispose();
        retired.Dispose();
    }

    /// <summary>A bucket's objects as they are now.</summary>
    internal ObjectIndex Index(string bucket) => Bucket(bucket).Index;

    /// <summary>Throws <c>NoSuchBucket</c> when there is no such bucket.</summary>
    internal void CheckBucket(string bucket) => Bucket(bucket);

    /// <summary>Throws when S3 would not take the key.</summary>
    internal static void CheckKey(string key)
    {
        int bytes;
        try
        {
            bytes = StrictUtf8.GetByteCount(key);
        }
        catch (EncoderFallbackException exception)
        {
            throw S3Errors.InvalidUri($"the key has half a surrogate pair at {exception.Index}; a key is UTF-8.");
        }

        if (bytes == 0)
        {
            throw S3Errors.InvalidUri("the key is empty.");
        }

        if (bytes > LongestKey)
        {
            throw S3Errors.KeyTooLong(bytes, LongestKey);
        }
    }

    private ObjectBucket Bucket(string name) => buckets.TryGetValue(name, out var bucket) ? bucket : throw S3Errors.NoSuchBucket(name);

    private ObjectBucket Open(string name) =>
        buckets[name] = ObjectBucket.Open(name, JournalPath(name), Path.Combine(root, name), time.Now, retired);

    private string JournalPath(string bucket) => Path.Combine(root, ".index", bucket + ".jsonl");

    private ulong NextVersion()
    {
        lock (versionGate)
        {
            return lastVersion = Math.Max(lastVersion + 1, Clock());
        }
    }

    // Microseconds since 1970: above every version of a deleted bucket that no journal remembers.
    private ulong Clock() => (ulong)Math.Max(0, (time.Now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
}
