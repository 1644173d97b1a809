using System.Security.Cryptography;
using Sluice.Local.S3;

namespace Sluice.Local.Hosting;

/// <summary>Copies the repository's <c>pipelines</c> folder to the assets bucket, where a deployment pushes it to: new and changed files only.</summary>
internal static class PipelineSync
{
    /// <summary>Copies.</summary>
    public static async Task RunAsync(string folder, IObjectStore objects, string bucket, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var key = "pipelines/" + Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            if (objects.Find(bucket, key)?.ETag != $"\"{Convert.ToHexStringLower(MD5.HashData(bytes))}\"")
            {
                using var content = new MemoryStream(bytes);
                await objects.PutAsync(bucket, key, content, "binary/octet-stream", cancellationToken);
            }
        }
    }
}
