using System.Collections.Concurrent;

namespace Sluice.Lake.S3.Multipart;

/// <summary>The multipart uploads under way, in <c>s3/.uploads/&lt;upload id&gt;/</c>; they outlive the process.</summary>
internal sealed class MultipartUploads : IDisposable
{
    private readonly string root;
    private readonly ConcurrentDictionary<string, MultipartUpload> uploads = new(StringComparer.Ordinal);

    /// <summary>Takes up the uploads of earlier processes whose buckets are still there.</summary>
    public MultipartUploads(string root, Func<string, bool> bucketExists)
    {
        this.root = Directory.CreateDirectory(root).FullName;
        foreach (var folder in Directory.EnumerateDirectories(root).ToList())
        {
            var upload = MultipartUpload.Reopen(folder);
            if (upload is not null && bucketExists(upload.Bucket))
            {
                uploads[upload.Id] = upload;
                continue;
            }

            upload?.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    public MultipartUpload Create(UploadEntry begin)
    {
        var id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeSeconds(begin.Time)).ToString("N");
        return uploads[id] = MultipartUpload.Create(id, Path.Combine(root, id), begin);
    }

    /// <summary>The upload of that id.</summary>
    /// <exception cref="S3Exception"><c>NoSuchUpload</c>, also when it is one of another bucket or key.</exception>
    public MultipartUpload Get(string bucket, string key, string id) =>
        uploads.TryGetValue(id, out var upload) && upload.Bucket == bucket && upload.Key == key ? upload : throw S3Errors.NoSuchUpload(id);

    /// <summary>The uploads of a bucket by key, then in the order in which they were begun.</summary>
    public IReadOnlyList<MultipartUpload> Of(string bucket) =>
        [.. uploads.Values.Where(upload => upload.Bucket == bucket)
            .OrderBy(upload => upload.Key, KeyOrder.Instance)
            .ThenBy(upload => upload.Initiated)
            .ThenBy(upload => upload.Id, StringComparer.Ordinal)];

    /// <summary>Forgets an upload and removes its parts.</summary>
    public void Remove(MultipartUpload upload)
    {
        uploads.TryRemove(upload.Id, out _);
        upload.Dispose();
        try
        {
            Directory.Delete(upload.Folder, recursive: true);
        }
        catch (IOException)
        {
            // A part is being received into the folder at this moment; what stays of it has no journal and goes at the next start.
            File.Delete(Path.Combine(upload.Folder, "upload.jsonl"));
        }
    }

    /// <summary>Removes the uploads of a bucket that is being deleted.</summary>
    public void RemoveAll(string bucket)
    {
        foreach (var upload in Of(bucket))
        {
            Remove(upload);
        }
    }

    public void Dispose()
    {
        foreach (var upload in uploads.Values)
        {
            upload.Dispose();
        }
    }
}
