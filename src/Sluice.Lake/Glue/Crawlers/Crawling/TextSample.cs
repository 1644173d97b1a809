using System.IO.Compression;
using System.Text;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>The first whole lines of a text file, plain or gzip.</summary>
internal sealed record TextSample
{
    /// <summary>How much is looked at: enough to see rare values, and read in a few milliseconds.</summary>
    private const int SampleBytes = 4 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whole lines, without the byte order mark.</summary>
    public required string Text { get; init; }

    public required bool Gzip { get; init; }

    /// <summary>Whether what follows the sample cannot be decompressed.</summary>
    public required bool CutOff { get; init; }

    /// <summary>Whether this is the whole file.</summary>
    public required bool Complete { get; init; }

    /// <summary>The share of the file's bytes that was read: what counts are scaled up by.</summary>
    public required double Share { get; init; }

    /// <summary>How many rows the file has, from how many the sample has.</summary>
    internal long Estimate(long rows) => Complete ? rows : (long)Math.Round(rows / Share);

    internal static TextSample Read(string path)
    {
        using var file = File.OpenRead(path);
        var gzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        using var content = gzip ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : (Stream)file;
        var buffer = new byte[SampleBytes];
        var length = 0;
        var cutOff = false;
        try
        {
            while (length < buffer.Length && content.Read(buffer.AsSpan(length)) is > 0 and var read)
            {
                length += read;
            }
        }
        catch (InvalidDataException exception)
        {
            // What there is before it tells the columns, as it does to Glue, which looks at the beginning of a file.
            cutOff = length > 0 ? true : throw new UnclassifiedFileException($"it begins like gzip but is not: {exception.Message}");
        }

        var complete = length < buffer.Length && !cutOff;
        var bytes = buffer.AsSpan(0, length);
        var used = length;
        if (!complete)
        {
            used = bytes.LastIndexOf((byte)'\n') + 1;
            if (used == 0)
            {
                throw new UnclassifiedFileException(
                    cutOff ? "it is gzip and cut off within its first line" : $"it has no line break in its first {SampleBytes} bytes: it is not lines of text");
            }
        }

        if (bytes.Contains((byte)0))
        {
            throw new UnclassifiedFileException("it is binary, and not Parquet: the lake's crawlers read Parquet, JSON lines and CSV, plain or gzip");
        }

        try
        {
            return new TextSample
            {
                Text = StrictUtf8.GetString(bytes[..used]).TrimStart('\uFEFF'),
                Gzip = gzip,
                CutOff = cutOff,
                Complete = complete,
                Share = complete ? 1 : Math.Clamp((double)file.Position / file.Length * used / length, 1e-9, 1),
            };
        }
        catch (DecoderFallbackException)
        {
            throw new UnclassifiedFileException("it is not UTF-8 text, and not Parquet: the lake's crawlers read Parquet, JSON lines and CSV, plain or gzip");
        }
    }
}
