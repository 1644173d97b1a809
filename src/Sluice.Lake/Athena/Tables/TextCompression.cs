using Sluice.Lake.Athena.Execution;

namespace Sluice.Lake.Athena.Tables;

/// <summary>How a text file is compressed, which its key's end tells; in DuckDB's words.</summary>
internal static class TextCompression
{
    public const string None = "none";

    public const string Gzip = "gzip";

    public const string Zstandard = "zstd";

    /// <summary>The compression of a file.</summary>
    /// <exception cref="QueryFailure">It is one that Athena reads and the lake does not.</exception>
    public static string Of(TableFile file) => Path.GetExtension(file.Object.Key) switch
    {
        ".gz" or ".gzip" => Gzip,
        ".zst" => Zstandard,
        ".bz2" or ".snappy" or ".lz4" or ".lzo" or ".deflate" =>
            throw QueryFailure.NotSupported($"text compressed as {Path.GetExtension(file.Object.Key)} ({file.Uri}; it reads plain text, .gz and .zst)"),
        _ => None,
    };
}
