using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;
using Sluice.Configuration;
using Sluice.Functions.Assets;
using Sluice.Incoming;
using Sluice.Planning;

namespace Sluice.Functions.Landing;

/// <summary>The files beside a done-file, and their way into landing tables.</summary>
public sealed class LandingFiles(S3Objects objects, S3Copies copies, FunctionSettings settings, ILogger<LandingFiles> logger)
{
    private const int FilesAtOnce = 8;

    private string Bucket => settings.Environment.LandingBucket;

    /// <summary>Finds the registered files, and checks the digests of those that came with one and the ends of Parquet files.</summary>
    /// <exception cref="IncomingFilesException">Files are missing, there are too many, a digest differs, or a Parquet file is none.</exception>
    public async Task<IReadOnlyList<ArrivedFile>> FindAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        if (plan.IncomingFolder is not { } folder || plan.Incoming.Count == 0)
        {
            return [];
        }

        var there = new Dictionary<string, S3Object>(StringComparer.Ordinal);
        Deadline.Doing($"listing s3://{Bucket}/{folder}");
        await foreach (var found in objects.ListAsync(Bucket, folder, cancellationToken))
        {
            there[found.Key] = found;
        }

        var matches = IncomingFiles.Match(plan, there.Keys);
        var files = matches.Select(match => new ArrivedFile(match, there[match.SourceKey].Size ?? 0, there[match.SourceKey].ETag)).ToList();
        var parquet = plan.Tables.Where(static table => table.Format == TableFormat.Parquet).Select(static table => (table.Database, table.Name)).ToHashSet();
        await Parallel.ForEachAsync(files, AtOnce(cancellationToken), async (file, token) =>
        {
            await VerifyAsync(file.Match, token);
            if (parquet.Contains((file.Match.Plan.Database, file.Match.Plan.Table)))
            {
                await CheckParquetAsync(file, token);
            }
        });
        return files;
    }

    /// <summary>Copies files inside S3, several at once.</summary>
    /// <exception cref="IncomingFilesException">A file was replaced since it was found.</exception>
    public Task CopyAsync(IReadOnlyList<ArrivedFile> files, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        files,
        AtOnce(cancellationToken),
        async (file, token) =>
        {
            Deadline.Doing($"copying s3://{Bucket}/{file.Match.SourceKey}, {file.Bytes} bytes, to its table's folder");
            try
            {
                await copies.CopyAsync((Bucket, file.Match.SourceKey), file.Bytes, file.EntityTag, (Bucket, file.Match.TargetKey), token);
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                throw new IncomingFilesException(
                    $"s3://{Bucket}/{file.Match.SourceKey} was replaced while it was being read. Drop the done-file again once all files are there.");
            }

            logger.Copied(file.Match.SourceKey, file.Match.TargetKey, file.Bytes);
        });

    private static ParallelOptions AtOnce(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = cancellationToken };

    private async Task CheckParquetAsync(ArrivedFile file, CancellationToken cancellationToken)
    {
        var end = file.Bytes < ParquetSignature.Bytes
            ? []
            : await objects.ReadEndAsync(Bucket, file.Match.SourceKey, ParquetSignature.Bytes, cancellationToken);
        ParquetSignature.Check(file.Match.SourceKey, file.Bytes, end);
    }

    private async Task VerifyAsync(IncomingMatch match, CancellationToken cancellationToken)
    {
        if (match.ChecksumKey is { } checksumKey)
        {
            Deadline.Doing($"computing the checksum of s3://{Bucket}/{match.SourceKey}");
            var text = await objects.ReadAsync(Bucket, checksumKey, $"The checksum of {match.SourceKey}", cancellationToken);
            await using var content = await objects.OpenAsync(Bucket, match.SourceKey, cancellationToken);
            await FileChecksum.VerifyAsync(match, content, Encoding.UTF8.GetString(text), cancellationToken);
        }
    }
}
