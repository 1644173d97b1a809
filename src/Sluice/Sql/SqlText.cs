using System.Text;

namespace Sluice.Sql;

/// <summary>The text of a SQL file.</summary>
public static class SqlText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file's bytes as UTF-8, with or without a byte order mark.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="utf8">Its bytes.</param>
    /// <exception cref="SqlErrorException">They are not UTF-8: a literal in them would compare as another text.</exception>
    public static string Decode(string file, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException error)
        {
            throw new SqlErrorException(file, utf8[..Math.Max(error.Index, 0)].Count((byte)'\n') + 1, "The line is not UTF-8. Save the file as UTF-8.");
        }
    }
}
