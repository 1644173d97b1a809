namespace Sluice.Local.Athena.Tables;

/// <summary>How a text file is compressed, which its key's end tells.</summary>
internal static class TextCompression
{
    /// <summary>DuckDB's name of the compression.</summary>
    public static string Of(TableFile file) => System.IO.Path.GetExtension(file.Object.Key) switch
    {
        ".gz" or ".gzip" => "gzip",
        ".zst" => "zstd",
        _ => "none",
    };
}
