using System.Globalization;

namespace Sluice.Lake.S3;

/// <summary>A piece of an object.</summary>
/// <param name="Offset">The first byte.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct ByteRange(long Offset, long Length)
{
    /// <summary>
    /// Reads a <c>Range</c> header: <c>bytes=0-9</c>, <c>bytes=10-</c>, <c>bytes=-10</c>. Null for one that S3 ignores, and then sends
    /// everything: another unit, several ranges, or one that cannot be read.
    /// </summary>
    /// <exception cref="S3Exception"><c>InvalidRange</c>: it begins after the end.</exception>
    public static ByteRange? Parse(string? header, long size)
    {
        const string Unit = "bytes=";
        if (header is null || !header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var text = header.AsSpan()[Unit.Length..].Trim();
        var hyphen = text.IndexOf('-');
        if (hyphen < 0)
        {
            return null;
        }

        var first = text[..hyphen];
        var last = text[(hyphen + 1)..];
        if (first.IsEmpty)
        {
            return !Number(last, out var suffix) ? null
                : suffix == 0 || size == 0 ? throw S3Errors.InvalidRange(header, size)
                : new ByteRange(Math.Max(0, size - suffix), Math.Min(suffix, size));
        }

        var end = long.MaxValue;
        if (!Number(first, out var start) || (!last.IsEmpty && !Number(last, out end)) || end < start)
        {
            return null;
        }

        return start >= size ? throw S3Errors.InvalidRange(header, size) : new ByteRange(start, Math.Min(end, size - 1) - start + 1);
    }

    private static bool Number(ReadOnlySpan<char> text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
