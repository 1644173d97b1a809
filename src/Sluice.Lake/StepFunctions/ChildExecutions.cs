using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Executions;
using Sluice.Lake.StepFunctions.Integrations;
using Sluice.Lake.StepFunctions.Operations;

namespace Sluice.Lake.StepFunctions;

/// <summary>Executions that executions start. Connected to the stores after these are built, since they need it first.</summary>
internal sealed class ChildExecutions : IChildExecutions
{
    private StateMachineStore? machines;
    private ExecutionStore? executions;

    private ExecutionStore Executions => executions ?? throw new InvalidOperationException("Not connected yet.");

    public void Connect(StateMachineStore stateMachines, ExecutionStore executionStore) =>
        (machines, executions) = (stateMachines, executionStore);

    public (string ExecutionArn, DateTimeOffset StartDate) Start(string stateMachineArn, string name, string input, string? traceHeader, string startedBy)
    {
        var record = Executions.Start(machines!.Get(stateMachineArn), name, input, traceHeader, startedBy); // connected together with the executions
        return (record.ExecutionArn, record.StartDate);
    }

    public Task WaitForExecutionAsync(string executionArn, CancellationToken cancellationToken) =>
        Executions.WaitAsync(executionArn, cancellationToken);

    public JsonObject Describe(string executionArn, bool includeData = true) => ExecutionDescription.Of(Executions, executionArn, includeData);

    public void Stop(string executionArn, string? error, string? cause) => Executions.Stop(executionArn, error, cause);
}
