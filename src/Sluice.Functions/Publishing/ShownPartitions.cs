using Sluice.Functions.Contracts;

namespace Sluice.Functions.Publishing;

/// <summary>What became of a run's partitions of a table.</summary>
/// <param name="Partitions">The names of those that it wrote, <c>exec_date=2026-11-21</c>.</param>
/// <param name="Left">Those, written or not, that stay as another run has them; <c>*</c> for a whole table.</param>
public sealed record ShownPartitions(IReadOnlyList<string> Partitions, IReadOnlyList<string> Left)
{
    /// <summary>What to tell of the table.</summary>
    /// <param name="name"><c>database.table</c>.</param>
    /// <param name="rows">The rows that the run wrote.</param>
    public PublishedTable ToTable(string name, long rows) => new()
    {
        Table = name,
        Partitions = Partitions,
        PartitionCount = Partitions.Count,
        Left = Left.Count > 0 ? Left : null,
        ShownCount = Left.Count > 0 ? Partitions.Except(Left, StringComparer.Ordinal).Count() : null,
        Rows = rows,
    };

    /// <summary>A table without partitions.</summary>
    public static ShownPartitions None { get; } = new([], []);

    /// <summary>A whole table that stays as another run has it.</summary>
    public static ShownPartitions TableStays { get; } = new([], ["*"]);
}
