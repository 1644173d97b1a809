using NodaTime;

namespace Sluice.Local.Lineage;

/// <summary>A partition of the audit table.</summary>
/// <param name="Pipeline">The pipeline whose run recorded its rows.</param>
/// <param name="ExecDate">The run's date.</param>
/// <param name="TimeGrain">The audited table's time grain.</param>
/// <param name="RunId">The run; null when the partition points to no run's folder.</param>
public sealed record AuditPartition(string Pipeline, LocalDate ExecDate, string TimeGrain, string? RunId);
