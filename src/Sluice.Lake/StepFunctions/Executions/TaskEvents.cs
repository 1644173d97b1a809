using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Integrations;

namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>The history events of tasks: a function's ARN as resource has events of its own, every other integration the general ones.</summary>
internal static class TaskEvents
{
    public const string SubmittedType = "TaskSubmitted";

    public static string SucceededType(TaskIntegration integration) => integration.IsFunctionArn ? "LambdaFunctionSucceeded" : "TaskSucceeded";

    public static EventBody Scheduled(TaskIntegration integration, JsonNode? parameters, string region, long? timeout, long? heartbeat)
    {
        var details = integration.IsFunctionArn
            ? new JsonObject { ["resource"] = integration.Name, ["input"] = JsonText.Write(parameters) }
            : Named(integration);
        if (!integration.IsFunctionArn)
        {
            details["region"] = region;
            details["parameters"] = JsonText.Write(parameters);
        }

        if (timeout is not null)
        {
            details["timeoutInSeconds"] = timeout;
        }

        if (heartbeat is not null && !integration.IsFunctionArn)
        {
            details["heartbeatInSeconds"] = heartbeat;
        }

        return integration.IsFunctionArn
            ? new EventBody("LambdaFunctionScheduled", "lambdaFunctionScheduledEventDetails", details)
            : new EventBody("TaskScheduled", "taskScheduledEventDetails", details);
    }

    public static EventBody Started(TaskIntegration integration) => integration.IsFunctionArn
        ? new EventBody("LambdaFunctionStarted")
        : new EventBody("TaskStarted", "taskStartedEventDetails", Named(integration));

    public static EventBody Submitted(TaskIntegration integration, string output) =>
        new(SubmittedType, "taskSubmittedEventDetails", Output(Named(integration), output));

    public static EventBody Succeeded(TaskIntegration integration, string output) => integration.IsFunctionArn
        ? new EventBody("LambdaFunctionSucceeded", "lambdaFunctionSucceededEventDetails", Output([], output))
        : new EventBody("TaskSucceeded", "taskSucceededEventDetails", Output(Named(integration), output));

    public static EventBody Failed(TaskIntegration integration, StateFailedException failure)
    {
        var details = integration.IsFunctionArn ? [] : Named(integration);
        details["error"] = failure.Error;
        details["cause"] = failure.Cause;
        return (integration.IsFunctionArn, failure.Error == ErrorNames.Timeout) switch
        {
            (true, true) => new EventBody("LambdaFunctionTimedOut", "lambdaFunctionTimedOutEventDetails", details),
            (true, false) => new EventBody("LambdaFunctionFailed", "lambdaFunctionFailedEventDetails", details),
            (false, true) => new EventBody("TaskTimedOut", "taskTimedOutEventDetails", details),
            (false, false) => new EventBody("TaskFailed", "taskFailedEventDetails", details),
        };
    }

    private static JsonObject Named(TaskIntegration integration) =>
        new() { ["resourceType"] = integration.ResourceType, ["resource"] = integration.Resource };

    private static JsonObject Output(JsonObject details, string output)
    {
        details["output"] = output;
        details["outputDetails"] = new JsonObject { ["truncated"] = false };
        return details;
    }
}
