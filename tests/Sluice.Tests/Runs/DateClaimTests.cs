using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Sluice.Runs;

namespace Sluice.Tests.Runs;

public sealed class DateClaimTests
{
    private static readonly Instant Six = Instant.FromUtc(2026, 11, 21, 6, 0);

    [Fact]
    public void An_older_run_is_told_who_has_superseded_it()
    {
        var claim = DateClaim.Hold(null, Run(2), Holder(2), "sales 2026-11-20", Six).Release(Holder(2));
        Assert.Equal(
            "Run run-1 of sales 2026-11-20 is superseded by the newer run run-2: it changes nothing that readers see. " +
            "Should that run have failed, start one by hand, which is then the newest.",
            Assert.Throws<SupersededException>(() => DateClaim.Hold(claim, Run(1), Holder(1), "sales 2026-11-20", Six)).Message);
    }

    [Fact]
    public void A_newer_run_waits_for_the_one_at_work()
    {
        var claim = DateClaim.Hold(null, Run(1), Holder(1), "sales 2026-11-20", Six);
        Assert.Equal(
            "Run run-1 (request a) is pointing the tables of sales 2026-11-20 at its files. Run run-2 (request a) does so after it, at 2026-11-21T06:16:00Z at the latest.",
            Assert.Throws<DateHeldException>(() => DateClaim.Hold(claim, Run(2), Holder(2), "sales 2026-11-20", Six)).Message);
        Assert.Equal(Holder(2), DateClaim.Hold(claim, Run(2), Holder(2), "sales 2026-11-20", Six + DateClaim.LongestHold).HeldBy);
        Assert.Equal(Holder(2), DateClaim.Hold(claim.Release(Holder(1)), Run(2), Holder(2), "sales 2026-11-20", Six).HeldBy);
    }

    [Fact]
    public void A_newer_run_moves_on_without_waiting_and_ends_older_ones()
    {
        var atWork = DateClaim.Hold(null, Run(1), Holder(1), "x", Six);
        var moved = DateClaim.MoveOn(atWork, Run(2), "x");
        Assert.Equal(atWork with { Newest = Run(2) }, moved);
        Assert.Equal(moved, DateClaim.MoveOn(moved, Run(2), "x"));
        Assert.Throws<SupersededException>(() => DateClaim.MoveOn(moved, Run(1), "x"));
        Assert.Equal(new DateClaim { Newest = Run(1) }, DateClaim.MoveOn(null, Run(1), "x"));
    }

    [Fact]
    public void Another_call_of_the_run_at_work_waits_as_others_do_and_no_longer()
    {
        var claim = DateClaim.Hold(null, Run(1), Holder(1), "x", Six);
        Assert.Equal(
            "Run run-1 (request a) is pointing the tables of x at its files. Run run-1 (request b) does so after it, at 2026-11-21T06:16:00Z at the latest.",
            Assert.Throws<DateHeldException>(() => DateClaim.Hold(claim, Run(1), Holder(1, "b"), "x", Six)).Message);
        Assert.Equal(claim, claim.Release(Holder(1, "b")));
        Assert.Equal(Holder(1, "b"), DateClaim.Hold(claim, Run(1), Holder(1, "b"), "x", Six + DateClaim.LongestHold).HeldBy);
        Assert.Equal(claim, DateClaim.Hold(claim, Run(1), Holder(1), "x", Six)); // its own write, whose answer was lost
    }

    [Fact]
    public void Who_does_not_hold_it_releases_nothing()
    {
        var claim = DateClaim.Hold(null, Run(2), Holder(2), "x", Six);
        Assert.Equal(claim, claim.Release(Holder(1)));
    }

    [Fact]
    public void The_end_of_a_run_waits_for_the_run_itself_and_makes_nothing_newer()
    {
        var claim = DateClaim.Hold(null, Run(1), Holder(1), "x", Six);
        Assert.Equal(
            "Run run-1 (request a) is pointing the tables of x at its files. The end of run run-1 (request a) does so after it, at 2026-11-21T06:16:00Z at the latest.",
            Assert.Throws<DateHeldException>(() => DateClaim.HoldToClose(claim, Closing(1), "x", Six)).Message);
        var free = claim.Release(Holder(1));
        var closing = DateClaim.HoldToClose(free, Closing(2), "x", Six)!;
        Assert.Equal((Run(1), "The end of run run-2 (request a)"), (closing.Newest, closing.HeldBy));
        Assert.Throws<DateHeldException>(() => DateClaim.Hold(closing, Run(2), Holder(2), "x", Six));
        Assert.Equal(free, closing.Release(Closing(2)));
        Assert.Throws<DateHeldException>(() => DateClaim.HoldToClose(closing, DateClaim.HolderToClose("run-2", "b"), "x", Six));
        Assert.Null(DateClaim.HoldToClose(null, Closing(1), "x", Six));
        Assert.Equal(Run(2), DateClaim.HoldToClose(DateClaim.MoveOn(free, Run(2), "x"), Closing(1), "x", Six)!.Newest);
    }

    [Fact]
    public void A_run_of_another_date_holds_the_day_and_is_not_its_newest()
    {
        var held = DateClaim.HoldDay(null, "run-9", "x", Six);
        Assert.Equal((null, "run-9"), (held.Newest, held.HeldBy));
        Assert.Throws<DateHeldException>(() => DateClaim.Hold(held, Run(1), Holder(1), "x", Six));
        var free = held.Release("run-9");
        Assert.Equal(Run(1), DateClaim.Hold(free, Run(1), Holder(1), "x", Six).Newest);
        var published = DateClaim.Hold(free, Run(2), Holder(2), "x", Six).Release(Holder(2));
        Assert.Equal(Run(2), DateClaim.HoldDay(published, "run-0", "x", Six).Newest);
    }

    [Fact]
    public void A_rollback_keeps_the_newest_and_waits_for_a_run_at_work_even_the_one_it_goes_back_to()
    {
        var published = DateClaim.Hold(null, Run(2), Holder(2), "x", Six).Release(Holder(2));
        var holder = DateClaim.HolderOfRollback("a1");

        var held = DateClaim.HoldForRollback(published, Run(1), holder, "x", Six);

        Assert.Equal((Run(2), holder), (held.Newest, held.HeldBy));
        Assert.Equal(
            "Rollback a1 is pointing the tables of x at its files. Run run-3 (request a) does so after it, at 2026-11-21T06:16:00Z at the latest.",
            Assert.Throws<DateHeldException>(() => DateClaim.Hold(held, Run(3), Holder(3), "x", Six)).Message);
        Assert.Throws<DateHeldException>(() => DateClaim.HoldForRollback(held, Run(1), DateClaim.HolderOfRollback("a2"), "x", Six));
        Assert.Throws<DateHeldException>(() => DateClaim.HoldForRollback(DateClaim.Hold(null, Run(1), Holder(1), "x", Six), Run(1), holder, "x", Six));
        Assert.Null(held.Release(holder).HeldBy);
    }

    /// <summary>Each run begins and ends its work at any time, in any order; what is shown never goes back to an older run.</summary>
    [Fact]
    public void At_every_interleaving_the_newest_is_shown_last()
    {
        var steps = Gen.Choose(1, 4).ListOf(40).ToArbitrary();
        Prop.ForAll(steps, numbers =>
        {
            DateClaim? claim = null;
            var (atWork, shown) = (0, new List<int>());
            foreach (var number in numbers)
            {
                if (atWork == number)
                {
                    shown.Add(number); // between hold and release it points the tables at its files
                    claim = claim!.Release(Holder(number));
                    atWork = 0;
                    continue;
                }

                try
                {
                    claim = DateClaim.Hold(claim, Run(number), Holder(number), "x", Six);
                    Assert.Equal(0, atWork);
                    atWork = number;
                }
                catch (Exception exception) when (exception is SupersededException or DateHeldException)
                {
                    // It fails, or tries again later.
                }
            }

            return shown.SequenceEqual(shown.Order());
        }).QuickCheckThrowOnFailure();
    }

    private static string Holder(int number, string request = "a") => DateClaim.HolderOfRun($"run-{number}", request);

    private static string Closing(int number) => DateClaim.HolderToClose($"run-{number}", "a");

    private static RunOrder Run(int number) => new()
    {
        RunId = $"run-{number}",
        Time = Six + Duration.FromSeconds(number),
        StartedAt = Six + Duration.FromSeconds(number),
    };
}
