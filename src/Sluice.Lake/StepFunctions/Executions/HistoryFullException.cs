namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>The history has no room for another event but the execution's end.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/bp-history-limit.html"/>
internal sealed class HistoryFullException() : Exception($"The execution reached the maximum number of history events ({MaximumEvents}).")
{
    /// <summary>The quota of a Standard workflow.</summary>
    public const int MaximumEvents = 25_000;
}
