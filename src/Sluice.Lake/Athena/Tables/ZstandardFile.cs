using System.Buffers.Binary;

namespace Sluice.Lake.Athena.Tables;

/// <summary>
/// Tells whether a Zstandard file has all of its frames' blocks, from their headers
/// (<see href="https://www.rfc-editor.org/rfc/rfc8878#section-3.1"/>). What is inside of a block DuckDB sees.
/// </summary>
internal static class ZstandardFile
{
    private const uint Magic = 0xFD2FB528;
    private const int LastBlock = 1;
    private const int RunLengthBlock = 1;

    /// <summary>What a query on the file fails with; empty when it is whole.</summary>
    public static string Problem(TableFile file)
    {
        using var content = File.OpenRead(file.Path);
        try
        {
            do
            {
                if (!SkipFrame(content))
                {
                    return UnreadableFile.CannotOpen(file, "Invalid magic prefix");
                }
            }
            while (content.Position < content.Length);

            return content.Position == content.Length ? "" : UnreadableFile.CannotReadOn(file);
        }
        catch (EndOfStreamException)
        {
            return UnreadableFile.CannotReadOn(file);
        }
    }

    /// <summary>Goes past a frame; false when there is none.</summary>
    private static bool SkipFrame(Stream content)
    {
        var magic = (uint)Number(content, 4);
        if ((magic & 0xFFFFFFF0) == 0x184D2A50)
        {
            content.Position += (uint)Number(content, 4); // a skippable frame
            return true;
        }

        if (magic != Magic)
        {
            return false;
        }

        var descriptor = (int)Number(content, 1);
        var isSingleSegment = (descriptor & 0x20) != 0;
        var contentSize = (descriptor >> 6) switch { 0 => isSingleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        var dictionaryId = (descriptor & 3) switch { 3 => 4, var length => length };
        content.Position += (isSingleSegment ? 0 : 1) + dictionaryId + contentSize;
        int block;
        do
        {
            block = (int)Number(content, 3);
            content.Position += ((block >> 1) & 3) == RunLengthBlock ? 1 : block >> 3;
        }
        while ((block & LastBlock) == 0);
        content.Position += (descriptor & 4) != 0 ? 4 : 0; // the checksum
        return true;
    }

    private static ulong Number(Stream content, int length)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        content.ReadExactly(bytes[..length]);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
