namespace Sluice.Local.Commands;

/// <summary>A back-fill to start.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Dates">The exec_dates, <c>yyyy-MM-dd</c>, in the order in which their runs start.</param>
/// <param name="Concurrency">How many runs there may be at a time, 1 to 40: an inline Map runs no more.</param>
public sealed record BackfillOrder(string Pipeline, IReadOnlyList<string> Dates, int Concurrency);
