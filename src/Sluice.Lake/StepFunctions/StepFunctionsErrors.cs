using System.Net;
using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Definition;

namespace Sluice.Lake.StepFunctions;

/// <summary>The service's errors: code and wording in one place.</summary>
internal static class StepFunctionsErrors
{
    public static AwsServiceException InvalidDefinition(IReadOnlyList<DefinitionProblem> problems) => new(
        "InvalidDefinition",
        $"Invalid State Machine Definition: '{string.Join(", ", problems)}'");

    public static AwsServiceException Validation(string message) => new("ValidationException", message);

    public static AwsServiceException InvalidName(string name) => new(
        "InvalidName",
        $"Invalid Name: '{name}': 1 to 80 characters; no spaces, none of < > {{ }} [ ] ? * \" # % \\ ^ | ~ ` $ & , ; : / and no control characters.");

    public static AwsServiceException InvalidArn(string arn, string expected) => new(
        "InvalidArn", $"Invalid Arn: '{arn}' is not the ARN of {expected}.");

    public static AwsServiceException InvalidInput(string message) => new("InvalidExecutionInput", message);

    public static AwsServiceException InvalidToken(string token) => new(
        "InvalidToken", $"Invalid Token: '{token}' does not come from the answer before.");

    public static AwsServiceException NoStateMachine(string arn) => new(
        "StateMachineDoesNotExist", $"State Machine Does Not Exist: '{arn}'");

    public static AwsServiceException NoExecution(string arn) => new(
        "ExecutionDoesNotExist", $"Execution Does Not Exist: '{arn}'");

    public static AwsServiceException NotStopped(string arn) => new(
        "ServiceUnavailable",
        $"The execution {arn} was not stopped: the lake is stopping, or cannot write to its folder. Stop it again when the lake is up.",
        HttpStatusCode.ServiceUnavailable);

    public static AwsServiceException ExecutionExists(string arn) => new(
        "ExecutionAlreadyExists", $"Execution Already Exists: '{arn}'");

    public static AwsServiceException StateMachineExists(string arn) => new(
        "StateMachineAlreadyExists", $"State Machine Already Exists: '{arn}'");

    public static AwsServiceException TypeNotSupported(string what) => new(
        "StateMachineTypeNotSupported", $"{what} is not supported by the lake: it runs STANDARD state machines.");
}
