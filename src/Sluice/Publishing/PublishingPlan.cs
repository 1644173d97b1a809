namespace Sluice.Publishing;

/// <summary>The calls that make a run's partitions visible, in this order: create, update, drop.</summary>
public sealed record PublishingPlan
{
    /// <summary>The most partitions that BatchCreatePartition and BatchUpdatePartition take.</summary>
    public const int BatchSize = 100;

    /// <summary>The most partitions that BatchDeletePartition takes.</summary>
    public const int DropBatchSize = 25;

    /// <summary>No calls.</summary>
    public static PublishingPlan Nothing { get; } = new() { Create = [], Update = [], Drop = [] };

    /// <summary>Partitions to create, in batches of at most <see cref="BatchSize"/>.</summary>
    public required IReadOnlyList<IReadOnlyList<PartitionLocation>> Create { get; init; }

    /// <summary>Partitions to point at a new location, in batches of at most <see cref="BatchSize"/>.</summary>
    public required IReadOnlyList<IReadOnlyList<PartitionLocation>> Update { get; init; }

    /// <summary>Partitions to drop, in batches of at most <see cref="DropBatchSize"/>.</summary>
    public required IReadOnlyList<IReadOnlyList<PartitionLocation>> Drop { get; init; }

    /// <summary>
    /// The names of partitions, staged or present, that stay as they are, there or not, because of a run of another date: those of its
    /// days, or, in a table whose keys tell no day, those that it shows itself.
    /// </summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>True when there is nothing to do: the run is already published.</summary>
    public bool IsEmpty => Create.Count == 0 && Update.Count == 0 && Drop.Count == 0;
}
