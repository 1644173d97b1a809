using System.Security.Cryptography;
using System.Text;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>Names of tables and keys from names of folders.</summary>
internal static class TableNames
{
    /// <summary>Lower case; what is not a letter, digit or underscore becomes an underscore: <c>Year=2017</c> is <c>year_2017</c>.</summary>
    internal static string Clean(string name) => string.Concat(
        name.ToLowerInvariant().Select(static character => char.IsAsciiLetterOrDigit(character) ? character : '_'));

    /// <summary>A name for a table whose own is taken by a table elsewhere: Glue adds a hash.</summary>
    internal static string WithHash(string name, string location) =>
        $"{name}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(location)))[..32]}";
}
