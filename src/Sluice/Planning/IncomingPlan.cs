using Sluice.Configuration;

namespace Sluice.Planning;

/// <summary>Files to expect in <see cref="RunPlan.IncomingFolder"/>, and where they are copied.</summary>
public sealed record IncomingPlan
{
    /// <summary>The file's name, with <c>*</c> and <c>?</c>.</summary>
    public required string Pattern { get; init; }

    /// <summary>How many have to match.</summary>
    public required FileCount Count { get; init; }

    /// <summary>How the digest is computed that a file beside each has to hold; null when none is checked.</summary>
    public ChecksumAlgorithm? Checksum { get; init; }

    /// <summary>The landing database.</summary>
    public required string Database { get; init; }

    /// <summary>The landing table.</summary>
    public required string Table { get; init; }

    /// <summary>
    /// The prefix in the landing bucket that the files are copied to, with a slash at its end:
    /// <c>&lt;database&gt;/&lt;table&gt;/exec_date=&lt;d&gt;/run=&lt;run_id&gt;/</c>. A re-drop points the partition at a new one.
    /// </summary>
    public required string TargetPrefix { get; init; }

    /// <summary><see cref="TargetPrefix"/> as the location that the partition, or the table, is pointed at.</summary>
    public required string TargetLocation { get; init; }

    /// <summary>The values of the partition to create or point there; empty for an unpartitioned table, whose own location changes.</summary>
    public required IReadOnlyList<string> PartitionValues { get; init; }
}
