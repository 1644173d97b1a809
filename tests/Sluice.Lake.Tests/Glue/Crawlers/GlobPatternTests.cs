using Sluice.Lake.Glue.Crawlers.Crawling;

namespace Sluice.Lake.Tests.Glue.Crawlers;

/// <summary>The examples of <see href="https://docs.aws.amazon.com/glue/latest/dg/define-crawler.html#crawler-data-stores-exclude"/>, and edges.</summary>
public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("*.csv", "market.csv", true)]
    [InlineData("*.csv", "folder/market.csv", false)]
    [InlineData("*.*", "a.b", true)]
    [InlineData("*.*", "ab", false)]
    [InlineData("*.{csv,avro}", "x.avro", true)]
    [InlineData("*.{csv,avro}", "x.json", false)]
    [InlineData("foo.?", "foo.x", true)]
    [InlineData("foo.?", "foo.xy", false)]
    [InlineData("myfolder/*", "myfolder/a", true)]
    [InlineData("myfolder/*", "myfolder/a/b", false)]
    [InlineData("myfolder/*/*", "myfolder/a/b", true)]
    [InlineData("myfolder/**", "myfolder/a/b/c", true)]
    [InlineData("**.csv", "a/b/c.csv", true)]
    [InlineData("departments/market*", "departments/market-us.json", true)]
    [InlineData("departments/market*", "departments/market/emp.json", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[!a-c]x", "dx", true)]
    [InlineData("[!a-c]x", "/x", false)]
    [InlineData("a\\*", "a*", true)]
    [InlineData("a\\*", "ab", false)]
    [InlineData("a.b", "axb", false)]
    [InlineData("[", "[", true)]
    [InlineData("a,b", "a,b", true)]
    [InlineData("a+(b)$", "a+(b)$", true)]
    public void Matches(string pattern, string path, bool expected) => Assert.Equal(expected, new GlobPattern(pattern).IsMatch(path));
}
