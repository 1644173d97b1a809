namespace Sluice.Lake.DuckDb;

/// <summary>An INTERVAL: three parts that do not convert into each other.</summary>
/// <param name="Months">Whole months.</param>
/// <param name="Days">Whole days.</param>
/// <param name="Microseconds">The rest, in microseconds.</param>
public readonly record struct DuckDbInterval(int Months, int Days, long Microseconds);
