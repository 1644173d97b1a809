using System.IO.Compression;

namespace Sluice.Local.Athena.Tables;

/// <summary>
/// Tells whether a gzip file decompresses to its end. Trino reads the first 1,024 bytes of text when it opens a file and the
/// rest later, and has an error for each
/// (<see href="https://github.com/trinodb/trino/blob/master/plugin/trino-hive/src/main/java/io/trino/plugin/hive/line/LinePageSourceFactory.java"/>).
/// </summary>
internal static class GzipFile
{
    private const int OpeningBytes = 1024;

    /// <summary>What a query on the file fails with; empty when it is whole.</summary>
    public static string Problem(TableFile file, Stream content, CancellationToken cancellationToken)
    {
        if (content.ReadByte() != 0x1f || content.ReadByte() != 0x8b)
        {
            return UnreadableFile.CannotOpen(file, "Not in GZIP format");
        }

        content.Position = 0;
        using var text = new GZipStream(content, CompressionMode.Decompress, leaveOpen: true);
        var buffer = new byte[64 * 1024];
        try
        {
            _ = text.ReadAtLeast(buffer.AsSpan(0, OpeningBytes), OpeningBytes, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            return UnreadableFile.CannotOpen(file, content.Position == content.Length ? "Unexpected end of ZLIB input stream" : "Corrupt GZIP file");
        }

        try
        {
            while (text.Read(buffer) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            return "";
        }
        catch (InvalidDataException)
        {
            return $"HIVE_CURSOR_ERROR: Failed to read file at {file.Uri}";
        }
    }
}
