using FsCheck;
using FsCheck.Fluent;
using Sluice.Lineage;

namespace Sluice.Tests.Lineage;

/// <summary>Whatever a pipeline's SQL looks like, reading where its columns come from stops no run.</summary>
public sealed class AnyTextTests
{
    private static readonly string[] Words =
    [
        "SELECT", "FROM", "WITH", "AS", "(", ")", ",", ".", "*", "JOIN", "ON", "USING", "UNION", "ALL", "DISTINCT", "WHERE", "GROUP", "BY", "UNNEST",
        "CAST", "CASE", "WHEN", "END", "a", "b", "l", "one", "\"q\"", "'t'", "1", "-", ">", "[", "]", "OVER", "INTERVAL", "EXTRACT", "AT", "TIME", "ZONE",
        "NATURAL", "CROSS", "LEFT", "TABLESAMPLE", "VALUES", "count", "LIMIT", "within", ";",
    ];

    [Fact]
    public void Any_words_are_read_or_not_followed()
    {
        var texts = Gen.ListOf(Gen.Elements(Words)).Select(static words => "SELECT " + string.Join(' ', words)).ToArbitrary();

        Prop.ForAll(texts, static text =>
        {
            var lineage = QueryLineage.Read(text, "l", static table => table.Name == "one" ? ["a", "b"] : null);
            return lineage.Tables.All(static table => table.Name.Length > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithEndSize(60));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("SELECT * FROM (", ") q")]
    [InlineData("CAST(", " AS int)")]
    public void Any_depth_is_read_or_not_followed(string open, string close)
    {
        var nested = string.Concat(Enumerable.Repeat(open, 20_000)) + "SELECT a FROM l.one" + string.Concat(Enumerable.Repeat(close, 20_000));

        QueryLineage.Read(nested, "l", static _ => null);
        QueryLineage.Read($"SELECT {nested} AS x FROM l.one", "l", static _ => null);
    }
}
