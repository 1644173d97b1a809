using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Lake.S3;

/// <summary>
/// Where the bytes of a key lie inside its bucket's folder. Folders mirror the key's folders, so that a person can
/// browse them and DuckDB sees <c>exec_date=2026-11-21</c>; the file is <c>&lt;version&gt;~~&lt;last segment&gt;</c>, so that every
/// write has a file of its own and the keys <c>a</c> and <c>a/b</c> can both exist.
/// </summary>
/// <remarks>
/// Characters that no file system or glob pattern should meet are written <c>~xx</c> (hexadecimal UTF-16 unit). A folder's
/// name never holds <c>~~</c>, a file's always does; an empty segment is <c>~</c>; a segment that is too long for a file
/// system ends in <c>~h</c> and its hash.
/// </remarks>
public static class KeyPath
{
    private const int VersionDigits = 16;
    private const int LongestSegment = 180; // bytes: 255 is what file systems allow, and the version and the extension come on top
    private const int LongestExtension = 16;
    private const string Separator = "~~";

    // '%' is left alone: Hive writes partition values percent-encoded, and DuckDB decodes them.
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (char)code), .. "\u007f~\\*?[]{}", .. OperatingSystem.IsWindows() ? "<>:\"|" : ""]);

    private static readonly HashSet<string> ReservedOnWindows = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL",
        "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>The path of a version of a key, relative to the bucket's folder.</summary>
    public static string Of(string key, ulong version)
    {
        var path = new StringBuilder(key.Length + VersionDigits + 8);
        var segments = key.Split('/');
        foreach (var folder in segments.AsSpan(..^1))
        {
            path.Append(Folder(folder)).Append(Path.DirectorySeparatorChar);
        }

        return path.Append(version.ToString("X16", CultureInfo.InvariantCulture)).Append(Separator).Append(File(segments[^1])).ToString();
    }

    /// <summary>The version in a file's name; null for a file that the store has not written.</summary>
    public static ulong? VersionOf(ReadOnlySpan<char> fileName) =>
        fileName.Length >= VersionDigits + Separator.Length
        && fileName[VersionDigits..].StartsWith(Separator)
        && ulong.TryParse(fileName[..VersionDigits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    private static string Folder(string segment)
    {
        if (segment.Length == 0)
        {
            return "~";
        }

        // "CON" and "con.txt" are devices on Windows; "." and ".." are folders everywhere; Windows drops a last dot or space.
        var stem = segment.AsSpan(0, segment.IndexOf('.') is var dot and >= 0 ? dot : segment.Length);
        var reserved = ReservedOnWindows.GetAlternateLookup<ReadOnlySpan<char>>().Contains(stem);
        return Shortened(Escape(segment, escapeFirst: reserved, escapeLast: segment[^1] is '.' or ' '), segment, "");
    }

    private static string File(string segment)
    {
        if (segment.Length == 0)
        {
            return "";
        }

        var extension = Path.GetExtension(segment);
        return Shortened(
            Escape(segment, escapeFirst: false, escapeLast: segment[^1] is '.' or ' '),
            segment,
            extension.Length <= LongestExtension && extension.All(character => char.IsAsciiLetterOrDigit(character) || character == '.') ? extension : "");
    }

    private static string Escape(string segment, bool escapeFirst, bool escapeLast)
    {
        if (!escapeFirst && !escapeLast && !segment.AsSpan().ContainsAny(Unsafe))
        {
            return segment;
        }

        var escaped = new StringBuilder(segment.Length + 8);
        for (var index = 0; index < segment.Length; index++)
        {
            var character = segment[index];
            if (Unsafe.Contains(character) || (escapeFirst && index == 0) || (escapeLast && index == segment.Length - 1))
            {
                escaped.Append('~').Append(((int)character).ToString("x2", CultureInfo.InvariantCulture));
            }
            else
            {
                escaped.Append(character);
            }
        }

        return escaped.ToString();
    }

    private static string Shortened(string escaped, string segment, string extension)
    {
        if (Encoding.UTF8.GetByteCount(escaped) <= LongestSegment)
        {
            return escaped;
        }

        var kept = 0;
        var bytes = 0;
        foreach (var rune in escaped.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > LongestSegment - 40)
            {
                break;
            }

            bytes += rune.Utf8SequenceLength;
            kept += rune.Utf16SequenceLength;
        }

        // A '~' at the cut would make "~~" of what follows.
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(segment)).AsSpan(0, 16));
        return $"{escaped[..kept].TrimEnd('~')}~h{hash}{extension}";
    }
}
