using NodaTime;
using Sluice.Runs;

namespace Sluice.Tests.Runs;

public sealed class RunOrderTests
{
    private static readonly Instant Six = Instant.FromUtc(2026, 11, 21, 6, 0);

    [Fact]
    public void The_later_event_is_the_newer_whenever_its_execution_started() =>
        AssertNewer(Run("b", time: 1, sequencer: "01", started: 100), Run("a", time: 0, sequencer: "02", started: 5000));

    [Theory]
    [InlineData("00AB", "00AA")]
    [InlineData("00aa01", "00AA")]
    [InlineData("00B", "00AA99")]
    public void Within_a_second_the_sequencer_tells(string newer, string older) =>
        AssertNewer(Run("a", sequencer: newer, started: 10), Run("b", sequencer: older, started: 20));

    [Fact]
    public void A_redelivered_event_is_newer_than_its_first_run() =>
        AssertNewer(Run("a", sequencer: "00AA", started: 20), Run("b", sequencer: "00aa", started: 10));

    [Fact]
    public void Without_done_files_the_start_tells() => AssertNewer(Run("a", started: 20), Run("b", sequencer: "00AA", started: 10));

    [Fact]
    public void Of_two_that_nothing_tells_apart_one_is_newer() => AssertNewer(Run("b"), Run("a"));

    [Fact]
    public void A_run_is_not_newer_than_itself() => Assert.False(Run("a").IsNewerThan(Run("a")));

    private static void AssertNewer(RunOrder newer, RunOrder older)
    {
        Assert.True(newer.IsNewerThan(older));
        Assert.False(older.IsNewerThan(newer));
    }

    private static RunOrder Run(string id, int time = 0, string? sequencer = null, int started = 0) => new()
    {
        RunId = id,
        Time = Six + Duration.FromSeconds(time),
        Sequencer = sequencer,
        StartedAt = Six + Duration.FromMilliseconds(started),
    };
}
