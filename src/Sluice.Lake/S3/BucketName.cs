using System.Buffers;
using System.Net;

namespace Sluice.Lake.S3;

/// <summary>
/// The rules for names of general purpose buckets
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Bucket naming rules</see>).
/// </summary>
internal static class BucketName
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");
    private static readonly string[] ReservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] ReservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    /// <summary>Throws <c>InvalidBucketName</c>, naming the rule, unless the name is one that AWS would take.</summary>
    public static void Check(string name)
    {
        if (Problem(name) is { } rule)
        {
            throw S3Errors.InvalidBucketName(name, rule);
        }
    }

    private static string? Problem(string name)
    {
        if (name.Length is < 3 or > 63)
        {
            return $"a name has 3 to 63 characters, this one has {name.Length}.";
        }

        var wrong = name.AsSpan().IndexOfAnyExcept(Allowed);
        if (wrong >= 0)
        {
            return $"a name is made of lower-case letters, digits, '.' and '-', this one has '{name[wrong]}'.";
        }

        if (!char.IsAsciiLetterOrDigit(name[0]) || !char.IsAsciiLetterOrDigit(name[^1]))
        {
            return "a name begins and ends with a letter or digit.";
        }

        if (name.Contains("..", StringComparison.Ordinal))
        {
            return "a name has no two periods side by side.";
        }

        if (IPAddress.TryParse(name, out _) && name.Count(character => character == '.') == 3)
        {
            return "a name is not an IP address.";
        }

        return Array.Find(ReservedPrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } start ? $"AWS reserves names that begin with '{start}'."
            : Array.Find(ReservedSuffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal)) is { } end ? $"AWS reserves names that end with '{end}'."
            : null;
    }
}
