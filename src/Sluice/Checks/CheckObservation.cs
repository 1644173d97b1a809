namespace Sluice.Checks;

/// <summary>What a check's query returned.</summary>
/// <param name="Observed">The column <c>observed</c>; null for a measure of no rows.</param>
/// <param name="Previous">The column <c>previous</c>; null when there is nothing to compare with.</param>
/// <param name="PreviousExecDate">The exec_date that it is of; null when none is published.</param>
public sealed record CheckObservation(double? Observed, double? Previous = null, string? PreviousExecDate = null);
