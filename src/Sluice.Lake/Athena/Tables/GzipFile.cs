using System.IO.Compression;

namespace Sluice.Lake.Athena.Tables;

/// <summary>
/// Tells whether a gzip file decompresses to its end. Trino reads the first 1,024 bytes of text when it opens a file and the
/// rest later, and has an error for each
/// (<see href="https://github.com/trinodb/trino/blob/master/plugin/trino-hive/src/main/java/io/trino/plugin/hive/line/LinePageSourceFactory.java"/>).
/// </summary>
internal static class GzipFile
{
    private const int OpeningBytes = 1024;

    private enum State
    {
        Whole,
        NoGzip,
        CutOffAtOnce,
        CorruptAtOnce,
        BrokenLater,
    }

    /// <summary>What a query on the file fails with; empty when it is whole.</summary>
    public static string Problem(TableFile file, CancellationToken cancellationToken)
    {
        using var content = File.OpenRead(file.Path);
        return Read(content, cancellationToken) switch
        {
            State.Whole => "",
            State.NoGzip => UnreadableFile.CannotOpen(file, "Not in GZIP format"),
            State.CutOffAtOnce => UnreadableFile.CannotOpen(file, "Unexpected end of ZLIB input stream"),
            State.CorruptAtOnce => UnreadableFile.CannotOpen(file, "Corrupt GZIP data"),
            _ => UnreadableFile.CannotReadOn(file),
        };
    }

    /// <summary>Whether a file decompresses to its end.</summary>
    public static bool IsWhole(string path, CancellationToken cancellationToken)
    {
        using var content = File.OpenRead(path);
        return Read(content, cancellationToken) == State.Whole;
    }

    private static State Read(FileStream content, CancellationToken cancellationToken)
    {
        if (content.ReadByte() != 0x1f || content.ReadByte() != 0x8b)
        {
            return State.NoGzip;
        }

        content.Position = 0;
        using var text = new GZipStream(content, CompressionMode.Decompress, leaveOpen: true);
        var buffer = new byte[64 * 1024];
        var opened = false;
        try
        {
            _ = text.ReadAtLeast(buffer.AsSpan(0, OpeningBytes), OpeningBytes, throwOnEndOfStream: false);
            opened = true;
            while (text.Read(buffer) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            return State.Whole;
        }
        catch (InvalidDataException exception)
        {
            return opened ? State.BrokenLater
                : exception.Message.Contains("truncated", StringComparison.OrdinalIgnoreCase) ? State.CutOffAtOnce
                : State.CorruptAtOnce;
        }
    }
}
