using System.Text;

namespace Sluice.Incoming;

/// <summary>
/// Whether a file can be Parquet at all. One that was cut off, or is empty, would be found only by the first query, which
/// Athena fails for the one and answers without its rows for the other.
/// </summary>
/// <seealso href="https://parquet.apache.org/docs/file-format/"/>
public static class ParquetSignature
{
    /// <summary>The bytes at the file's end to look at.</summary>
    public const int Bytes = 4;

    private const int Smallest = 12; // the signature at both ends and the footer's length
    private const string Remedy = "Deliver it again, then drop the done-file again.";
    private static readonly string[] Signatures = ["PAR1", "PARE"]; // plain and encrypted footer

    /// <summary>Checks a file's size and end.</summary>
    /// <param name="key">The file's key, for the message.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="end">Its last <see cref="Bytes"/> bytes; fewer when it has fewer.</param>
    /// <exception cref="IncomingFilesException">It is no whole Parquet file.</exception>
    public static void Check(string key, long size, ReadOnlySpan<byte> end)
    {
        if (size < Smallest)
        {
            throw new IncomingFilesException($"The file '{key}' is not a Parquet file: it has {size} bytes, the smallest has {Smallest}. {Remedy}");
        }

        if (!Signatures.Contains(Encoding.ASCII.GetString(end)))
        {
            throw new IncomingFilesException(
                $"The file '{key}' is not a whole Parquet file: it ends with the bytes {Convert.ToHexString(end)}, where PAR1 is expected; was it cut off? {Remedy}");
        }
    }
}
