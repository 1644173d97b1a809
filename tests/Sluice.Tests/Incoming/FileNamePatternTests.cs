using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Incoming;

namespace Sluice.Tests.Incoming;

public sealed class FileNamePatternTests
{
    [Theory]
    [InlineData("epacems-1996-IN*", "epacems-1996-IN.parquet", true)]
    [InlineData("epacems-1996-IN*", "epacems-1996-IN", true)]
    [InlineData("epacems-1996-IN*", "epacems-1996-in.parquet", false)]
    [InlineData("epacems-1996-IN*", "xepacems-1996-IN", false)]
    [InlineData("*.csv", "a.csv.gz", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("*", "", true)]
    public void IsMatch(string pattern, string name, bool expected) => Assert.Equal(expected, FileNamePattern.IsMatch(pattern, name));

    [Fact]
    public void IsMatch_is_what_the_same_regular_expression_says()
    {
        var patterns = Gen.ListOf(Gen.Elements('a', 'b', '.', '*', '?')).Select(list => string.Concat(list)).ToArbitrary();
        var names = Gen.ListOf(Gen.Elements('a', 'b', '.')).Select(list => string.Concat(list)).ToArbitrary();

        Prop.ForAll(patterns, names, (pattern, name) =>
        {
            var expression = "^" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".") + "$";
            return FileNamePattern.IsMatch(pattern, name) == Regex.IsMatch(name, expression);
        }).QuickCheckThrowOnFailure();
    }
}
