using Sluice.Planning;
using Sluice.Publishing;

namespace Sluice.Functions.Publishing;

/// <summary>What is to be done to a table for it to show what a run wrote.</summary>
public sealed record TableChange
{
    /// <summary>The run.</summary>
    public required RunPlan Run { get; init; }

    /// <summary>The table, as it is to be described from now on.</summary>
    public required TablePlan Target { get; init; }

    /// <summary>Where the run's files for the table are.</summary>
    public required StagedTablePlan Staged { get; init; }

    /// <summary>The names of the partitions that the run wrote, <c>exec_date=2026-11-21</c>, sorted; none for an unpartitioned table.</summary>
    public required IReadOnlyList<string> Written { get; init; }

    /// <summary>The calls that change its partitions; none for an unpartitioned table, which is pointed itself.</summary>
    public required PublishingPlan Partitions { get; init; }

    /// <summary>Which partitions, or the table at a location without values, stay as they are: others own them, too.</summary>
    public required Func<PartitionLocation, bool> Stays { get; init; }

    /// <summary>Where an unpartitioned table is pointed; null when it stays, and for a partitioned one.</summary>
    public string? Location { get; init; }

    /// <summary>True when readers see it already, or are to go on seeing something else.</summary>
    public required bool IsEmpty { get; init; }
}
