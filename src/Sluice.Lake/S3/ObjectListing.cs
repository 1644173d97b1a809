namespace Sluice.Lake.S3;

/// <summary>A page of a bucket's listing.</summary>
/// <param name="Objects">The objects, in the order of their keys.</param>
/// <param name="CommonPrefixes">The "folders": what keys beyond a delimiter are rolled up into.</param>
/// <param name="Last">The last key or common prefix of the page, after which the next page begins; null when this is the last page.</param>
internal sealed record ObjectListing(IReadOnlyList<StoredObject> Objects, IReadOnlyList<string> CommonPrefixes, string? Last)
{
    private const string BeyondEveryCharacter = "\U0010FFFF";

    /// <summary>Lists at most <paramref name="limit"/> keys and common prefixes that come after <paramref name="after"/>.</summary>
    public static ObjectListing Of(ObjectIndex index, string prefix, string? delimiter, string after, int limit)
    {
        var objects = new List<StoredObject>();
        var prefixes = new List<string>();
        string? last = null;
        var position = Start(index, prefix, delimiter, after);
        while (position < index.Count && index[position].Key.StartsWith(prefix, StringComparison.Ordinal))
        {
            if (objects.Count + prefixes.Count == limit)
            {
                // S3 calls a page of no keys complete, whatever the bucket holds.
                return new ObjectListing(objects, prefixes, limit == 0 ? null : last);
            }

            var stored = index[position];
            if (RolledUp(stored.Key, prefix, delimiter) is { } common)
            {
                prefixes.Add(last = common);
                position = Behind(index, common);
            }
            else
            {
                objects.Add(stored);
                last = stored.Key;
                position++;
            }
        }

        return new ObjectListing(objects, prefixes, null);
    }

    private static int Start(ObjectIndex index, string prefix, string? delimiter, string after)
    {
        if (KeyOrder.Instance.Compare(after, prefix) < 0)
        {
            return index.Seek(prefix);
        }

        if (after.StartsWith(prefix, StringComparison.Ordinal) && RolledUp(after, prefix, delimiter) == after)
        {
            return Behind(index, after);
        }

        var position = index.Seek(after);
        return position < index.Count && after.Length > 0 && index[position].Key == after ? position + 1 : position;
    }

    private static string? RolledUp(string key, string prefix, string? delimiter)
    {
        if (string.IsNullOrEmpty(delimiter))
        {
            return null;
        }

        var end = key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : key[..(end + delimiter.Length)];
    }

    private static int Behind(ObjectIndex index, string common)
    {
        var position = index.Seek(common + BeyondEveryCharacter);
        while (position < index.Count && index[position].Key.StartsWith(common, StringComparison.Ordinal))
        {
            position++;
        }

        return position;
    }
}
