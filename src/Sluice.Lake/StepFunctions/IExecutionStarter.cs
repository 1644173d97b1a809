namespace Sluice.Lake.StepFunctions;

/// <summary>Starts executions for the event bus, schedules and the command line.</summary>
public interface IExecutionStarter
{
    /// <summary>Starts an execution of a state machine.</summary>
    /// <param name="stateMachineArn">Which.</param>
    /// <param name="name">The execution's name, or null for a new unique one. Starting the same name with the same input again returns the running execution.</param>
    /// <param name="input">JSON.</param>
    /// <returns>The execution's ARN.</returns>
    string StartExecution(string stateMachineArn, string? name, string input);
}
