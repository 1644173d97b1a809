using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>What the <c>states</c> integration needs of the service that it runs in.</summary>
internal interface IChildExecutions
{
    /// <summary>Starts an execution, or finds the one that the same attempt of a task has started before.</summary>
    (string ExecutionArn, DateTimeOffset StartDate) Start(string stateMachineArn, string name, string input, string? traceHeader, string startedBy);

    /// <summary>Completes when the execution has ended.</summary>
    Task WaitForExecutionAsync(string executionArn, CancellationToken cancellationToken);

    /// <summary>As DescribeExecution answers.</summary>
    JsonObject Describe(string executionArn, bool includeData = true);

    /// <summary>Aborts an execution that runs.</summary>
    void Stop(string executionArn, string? error, string? cause);
}
