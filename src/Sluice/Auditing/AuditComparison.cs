using System.Text.Json;
using NodaTime;
using Sluice.Planning;
using Sluice.Publishing;
using Sluice.Runs;

namespace Sluice.Auditing;

/// <summary>
/// What the audit of a table compared a run's exec_date with. It is kept beside the run: later on the catalog may have another
/// exec_date in between, or show other files of this one.
/// </summary>
public sealed record AuditComparison
{
    /// <summary>The greatest exec_date before the run's that readers of the table saw.</summary>
    public required LocalDate PreviousDate { get; init; }

    /// <summary>The runs whose files it showed, in order; none for files that lie in no run's folder.</summary>
    public required IReadOnlyList<string> PreviousRuns { get; init; }

    /// <summary>What the audit of an exec_date compares with as the table is now; null when there is no earlier one.</summary>
    /// <param name="partitions">The table's partitions.</param>
    /// <param name="execDateKey">The position of exec_date among its partition keys, from 0.</param>
    /// <param name="execDate">The exec_date.</param>
    public static AuditComparison? Of(IReadOnlyCollection<PartitionLocation> partitions, int execDateKey, LocalDate execDate) =>
        partitions.Select(partition => DateOf(partition, execDateKey)).Where(date => date < execDate).Max() is { } previous
            ? new AuditComparison { PreviousDate = previous, PreviousRuns = RunsOf(partitions, execDateKey, previous) }
            : null;

    /// <summary>The runs whose files an exec_date shows, in order.</summary>
    /// <param name="partitions">The table's partitions.</param>
    /// <param name="execDateKey">The position of exec_date among its partition keys, from 0.</param>
    /// <param name="execDate">The exec_date.</param>
    public static IReadOnlyList<string> RunsOf(IEnumerable<PartitionLocation> partitions, int execDateKey, LocalDate execDate) =>
    [
        .. partitions.Where(partition => DateOf(partition, execDateKey) == execDate)
            .Select(static partition => Retention.RunIdOf(partition.Location))
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The comparison as JSON, indented: people read it too.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PlanJson.Default.AuditComparison);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static AuditComparison FromJson(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, PlanJson.Default.AuditComparison) ?? throw new JsonException("The audit's comparison is null.");

    private static LocalDate? DateOf(PartitionLocation partition, int execDateKey) =>
        ExecDate.TryParse(partition.Values[execDateKey], out var date) ? date : null;
}
