namespace Sluice.Functions.Publishing;

/// <summary>What became of a run's partitions of a table.</summary>
/// <param name="Partitions">The names of those that it wrote, <c>exec_date=2026-11-21</c>.</param>
/// <param name="Left">Those that show the rows of another date's run instead.</param>
public sealed record ShownPartitions(IReadOnlyList<string> Partitions, IReadOnlyList<string> Left)
{
    /// <summary>A table without partitions.</summary>
    public static ShownPartitions None { get; } = new([], []);
}
