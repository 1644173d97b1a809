using NodaTime;

namespace Sluice.Runs;

/// <summary>
/// Which of two runs of a pipeline's date is the newer one: the one whose event is later. Events tell whole seconds; within one,
/// S3's sequencers order done-files, and the executions' starts everything else.
/// </summary>
/// <remarks>
/// The event counts, not the execution: an event that is delivered late, or again after a failure, does not make its done-file
/// newer than one that was dropped after it.
/// </remarks>
public sealed record RunOrder
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The event's time; for a run without event the time its execution started.</summary>
    public required Instant Time { get; init; }

    /// <summary>The done-file's sequencer; null for a run without done-file.</summary>
    public string? Sequencer { get; init; }

    /// <summary>When the execution started.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>Compares two runs of a date: the older one is the lesser, and none the least.</summary>
    public static IComparer<RunOrder?> OldestFirst { get; } = Comparer<RunOrder?>.Create(static (one, other) =>
        one is null || other is null ? (one is null ? 0 : 1) - (other is null ? 0 : 1) : one.CompareTo(other));

    /// <summary>True when both are one run.</summary>
    public bool IsSameAs(RunOrder other) => string.Equals(RunId, other.RunId, StringComparison.Ordinal);

    /// <summary>True when this is another run, and the newer one. Of two runs exactly one is.</summary>
    public bool IsNewerThan(RunOrder other) => CompareTo(other) > 0;

    private int CompareTo(RunOrder other)
    {
        var byTime = Time.ToUnixTimeSeconds().CompareTo(other.Time.ToUnixTimeSeconds());
        var bySequencer = byTime == 0 && Sequencer is { } mine && other.Sequencer is { } theirs ? CompareSequencers(mine, theirs) : 0;
        return byTime != 0 ? byTime
            : bySequencer != 0 ? bySequencer
            : StartedAt != other.StartedAt ? StartedAt.CompareTo(other.StartedAt)
            : string.CompareOrdinal(RunId, other.RunId);
    }

    /// <summary>As S3 says: the shorter one is filled up with zeros at its end, then they compare as text.</summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html</remarks>
    private static int CompareSequencers(string one, string other)
    {
        var length = Math.Max(one.Length, other.Length);
        return string.Compare(one.PadRight(length, '0'), other.PadRight(length, '0'), StringComparison.OrdinalIgnoreCase);
    }
}
