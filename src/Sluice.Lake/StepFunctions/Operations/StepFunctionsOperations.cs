using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>The operations behind the JSON protocol.</summary>
internal static class StepFunctionsOperations
{
    public static IJsonService Create(StateMachineStore machines, ExecutionStore executions) => new JsonService(
        "states",
        "AWSStepFunctions",
        "application/x-amz-json-1.0",
        [
            new CreateStateMachine(machines),
            new UpdateStateMachine(machines),
            new DeleteStateMachine(machines),
            new DescribeStateMachine(machines),
            new DescribeStateMachineForExecution(executions),
            new ListStateMachines(machines),
            new ValidateStateMachineDefinition(),
            new StartExecution(machines, executions),
            new StartSyncExecution(machines),
            new StopExecution(executions),
            new DescribeExecution(executions),
            new ListExecutions(machines, executions),
            new GetExecutionHistory(executions),
            new ListTagsForResource(machines),
        ]);
}
