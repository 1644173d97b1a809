using System.Security.Cryptography;
using Sluice.Lake.S3;

namespace Sluice.Lake.Hosting;

/// <summary>
/// Copies a folder of the repository to the assets bucket, where a deployment pushes it to: new and changed files only. What its
/// subfolders have no longer goes; a subfolder that only the bucket has, as somebody may have put there, stays.
/// </summary>
internal static class FolderSync
{
    /// <summary>Copies; does nothing when there is no such folder.</summary>
    public static async Task RunAsync(string folder, string prefix, IObjectStore objects, string bucket, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var subfolder in Directory.EnumerateDirectories(folder))
        {
            foreach (var copy in objects.List(bucket, $"{prefix}{Path.GetFileName(subfolder)}/"))
            {
                if (!File.Exists(Path.Combine(folder, copy.Key[prefix.Length..])))
                {
                    objects.Delete(bucket, copy.Key);
                }
            }
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var key = prefix + Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            if (objects.Find(bucket, key)?.ETag != $"\"{Convert.ToHexStringLower(MD5.HashData(bytes))}\"")
            {
                using var content = new MemoryStream(bytes);
                await objects.PutAsync(bucket, key, content, "binary/octet-stream", cancellationToken);
            }
        }
    }
}
