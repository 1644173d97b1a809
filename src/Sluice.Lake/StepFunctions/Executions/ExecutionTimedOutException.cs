namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>The execution has used up its <c>TimeoutSeconds</c>; no state can catch that.</summary>
internal sealed class ExecutionTimedOutException() : Exception("The execution took longer than its TimeoutSeconds.");
