using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Sluice.Runs;

namespace Sluice.Tests.Runs;

public sealed class RunIdTests
{
    [Fact]
    public void Of_is_the_time_in_UTC_and_a_hash()
    {
        var time = Instant.FromUtc(2026, 11, 21, 6, 15, 30);

        Assert.Equal("20261121t061530_ca978112", RunId.Of(time, "a"));
        Assert.Equal("20261121t061530_ca978112", RunId.Of(time, "a"));
        Assert.NotEqual("20261121t061530_ca978112", RunId.Of(time, "b"));
    }

    [Fact]
    public void Of_gives_valid_ids_that_sort_by_time()
    {
        var seconds = Gen.Choose(0, int.MaxValue).ToArbitrary();

        Prop.ForAll(seconds, seconds, (one, other) =>
        {
            var (first, second) = (Id(one), Id(other));
            return RunId.IsValid(first) && (one == other || Math.Sign(string.CompareOrdinal(first, second)) == Math.Sign(one.CompareTo(other)));
        }).QuickCheckThrowOnFailure();

        static string Id(int second) => RunId.Of(Instant.FromUnixTimeSeconds(second), "x");
    }

    [Theory]
    [InlineData("20261121t061530_ca978112", true)]
    [InlineData("20261121T061530_ca978112", false)]
    [InlineData("20261121t061530_CA978112", false)]
    [InlineData("20260230t061530_ca978112", false)]
    [InlineData("20261121t061530-ca978112", false)]
    [InlineData("20261121t061530_ca97811", false)]
    [InlineData("", false)]
    public void IsValid(string text, bool expected) => Assert.Equal(expected, RunId.IsValid(text));
}
