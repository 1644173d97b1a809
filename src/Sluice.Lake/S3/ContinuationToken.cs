using System.Text;

namespace Sluice.Lake.S3;

/// <summary>Where a page of ListObjectsV2 ended; to clients it is opaque.</summary>
internal static class ContinuationToken
{
    /// <summary>The token of a page that ended with this key or common prefix; null for the last page.</summary>
    public static string? Of(ObjectListing listing) => listing.Last is { } last ? Convert.ToBase64String(Encoding.UTF8.GetBytes(last)) : null;

    /// <summary>What the page ended with.</summary>
    /// <exception cref="S3Exception"><c>InvalidArgument</c>: it is no token.</exception>
    public static string Read(string token)
    {
        var bytes = new byte[token.Length];
        return token.Length > 0 && Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw S3Errors.InvalidArgument("continuation-token", token, "The continuation token provided is incorrect");
    }
}
