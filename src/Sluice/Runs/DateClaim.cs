using NodaTime;

namespace Sluice.Runs;

/// <summary>
/// Who may change what readers see of a pipeline's date: the newest run that has begun to, one run at a time. Kept as one object
/// (<see cref="RunKeys.Newest"/>), and only ever replaced in the version that was read, so that no two runs can both succeed.
/// </summary>
public sealed record DateClaim
{
    /// <summary>
    /// How long a run may hold the date: longer than the 15 minutes that Lambda gives a function. One that was cut off without a
    /// word cannot be at work any more when its hold is over.
    /// </summary>
    public static readonly Duration LongestHold = Duration.FromMinutes(16);

    private const string Rollback = "Rollback ";
    private const string Closing = "The end of run ";

    /// <summary>The newest run; null when only runs of other dates have held the date, whose ranges cover its day.</summary>
    public RunOrder? Newest { get; init; }

    /// <summary>
    /// Who is pointing tables just now, null when nobody is: one call of one function. A run whose function is called again while the
    /// first call lives on has two, and what either has looked at the other, or a newer run after that, may change.
    /// </summary>
    public string? HeldBy { get; init; }

    /// <summary>When its hold ends, whatever becomes of it.</summary>
    public Instant? HeldUntil { get; init; }

    /// <summary>The claim with a run at work.</summary>
    /// <param name="current">What is there; null when no run has claimed the date.</param>
    /// <param name="run">The run.</param>
    /// <param name="holder">Who holds it: <see cref="HolderOfRun"/>.</param>
    /// <param name="date">The pipeline and date, for messages.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="SupersededException">A newer run has claimed the date.</exception>
    /// <exception cref="DateHeldException">Another run is at work, or another call of this one: try again.</exception>
    public static DateClaim Hold(DateClaim? current, RunOrder run, string holder, string date, Instant now)
    {
        RefuseOlder(current, run, date);
        RefuseOther(current, holder, date, now);
        return new DateClaim { Newest = run, HeldBy = holder, HeldUntil = now + LongestHold };
    }

    /// <summary>The claim while an earlier run's rows are being shown again: the newest run stays the newest.</summary>
    /// <param name="current">What is there; null when no run has claimed the date.</param>
    /// <param name="newest">The newest run, for a date without claim.</param>
    /// <param name="holder">Who holds it: <see cref="HolderOfRollback"/>.</param>
    /// <param name="date">The pipeline and date, for messages.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="DateHeldException">Another run is at work: try again.</exception>
    public static DateClaim HoldForRollback(DateClaim? current, RunOrder newest, string holder, string date, Instant now)
    {
        RefuseOther(current, holder, date, now);
        return new DateClaim { Newest = current?.Newest ?? newest, HeldBy = holder, HeldUntil = now + LongestHold };
    }

    /// <summary>The claim while somebody changes the day of a date that is not his own: which run of the date is the newest stays as it is.</summary>
    /// <param name="current">What is there; null when no run has claimed the date.</param>
    /// <param name="holder">Who: a run of another date, or a rollback.</param>
    /// <param name="date">The pipeline and date, for messages.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="DateHeldException">Another run is at work: try again.</exception>
    public static DateClaim HoldDay(DateClaim? current, string holder, string date, Instant now)
    {
        RefuseOther(current, holder, date, now);
        return new DateClaim { Newest = current?.Newest, HeldBy = holder, HeldUntil = now + LongestHold };
    }

    /// <summary>
    /// The claim while a run that has ended is being closed; null for a date that no run has claimed, where nobody is at work. The
    /// newest run stays the newest: a run that was not it yet is not made so by its end, and one that a newer run has overtaken may
    /// be what readers see again, should that one have failed first.
    /// </summary>
    /// <param name="current">What is there; null when no run has claimed the date.</param>
    /// <param name="holder">Who holds it: <see cref="HolderToClose"/>.</param>
    /// <param name="date">The pipeline and date, for messages.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="DateHeldException">A run is at work, perhaps a function of this very one that is not over yet: try again.</exception>
    public static DateClaim? HoldToClose(DateClaim? current, string holder, string date, Instant now)
    {
        RefuseOther(current, holder, date, now);
        return current is null ? null : current with { HeldBy = holder, HeldUntil = now + LongestHold };
    }

    /// <summary>Who holds a claim for a run: one call of one of its functions.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="requestId">The id of the call.</param>
    public static string HolderOfRun(string runId, string requestId) => $"{runId} (request {requestId})";

    /// <summary>Who holds a claim while a run is closed: not that run, whose functions may still be at work.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="requestId">The id of the call that closes it.</param>
    public static string HolderToClose(string runId, string requestId) => Closing + HolderOfRun(runId, requestId);

    /// <summary>Who holds a claim for a rollback: neither a run nor another rollback.</summary>
    /// <param name="requestId">The id of the request to roll back.</param>
    public static string HolderOfRollback(string requestId) => Rollback + requestId;

    /// <summary>The claim with the run as the newest, whoever is at work just now: older runs begin nothing any more.</summary>
    /// <param name="current">What is there; null when no run has claimed the date.</param>
    /// <param name="run">The run.</param>
    /// <param name="date">The pipeline and date, for messages.</param>
    /// <exception cref="SupersededException">A newer run has claimed the date.</exception>
    public static DateClaim MoveOn(DateClaim? current, RunOrder run, string date)
    {
        RefuseOlder(current, run, date);
        return current is null ? new DateClaim { Newest = run } : current with { Newest = run };
    }

    private static void RefuseOlder(DateClaim? current, RunOrder run, string date)
    {
        if (current?.Newest is { } newest && newest.IsNewerThan(run))
        {
            throw new SupersededException(
                $"Run {run.RunId} of {date} is superseded by the newer run {newest.RunId}: it changes nothing that readers see. " +
                "Should that run have failed, start one by hand, which is then the newest.");
        }
    }

    private static void RefuseOther(DateClaim? current, string own, string date, Instant now)
    {
        if (current is { HeldBy: { } holder, HeldUntil: { } until } && holder != own && until > now)
        {
            throw new DateHeldException(
                $"{Named(holder)} is pointing the tables of {date} at its files. {Named(own)} does so after it, at {until} at the latest.");
        }
    }

    private static string Named(string holder) =>
        holder.StartsWith(Rollback, StringComparison.Ordinal) || holder.StartsWith(Closing, StringComparison.Ordinal) ? holder : $"Run {holder}";

    /// <summary>The claim when a run, or a rollback, is done with its work; the same when it does not hold it.</summary>
    public DateClaim Release(string holder) => HeldBy == holder ? this with { HeldBy = null, HeldUntil = null } : this;
}
