namespace Sluice.Lake.Athena.Execution;

/// <summary>The lake itself cancels a query.</summary>
/// <param name="reason">What <c>StateChangeReason</c> says.</param>
internal sealed class QueryCancelledException(string reason) : Exception(reason);
