using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>An execution as DescribeExecution answers.</summary>
internal static class ExecutionDescription
{
    /// <summary>Its description.</summary>
    /// <exception cref="Protocol.AwsServiceException"><c>ExecutionDoesNotExist</c>.</exception>
    public static JsonObject Of(ExecutionStore executions, string arn, bool includeData)
    {
        var (header, events) = executions.Read(arn);
        var last = events.Count > 0 ? events[^1] : null;
        var status = last is null ? null : ExecutionStore.StatusOf(last.Type);
        var result = new JsonObject
        {
            ["executionArn"] = header.ExecutionArn,
            ["stateMachineArn"] = header.StateMachineArn,
            ["name"] = header.Name,
            ["status"] = status ?? "RUNNING",
            ["startDate"] = header.StartDate.ToUnixTimeMilliseconds() / 1000m,
        };
        if (status is not null)
        {
            result["stopDate"] = last!.Timestamp.ToUnixTimeMilliseconds() / 1000m; // a status comes from a last event
        }

        if (includeData)
        {
            result["input"] = header.Input;
            result["inputDetails"] = new JsonObject { ["included"] = true };
            foreach (var member in (string[])["output", "error", "cause"])
            {
                if (status is not null && last!.Detail(member) is { } value) // as above
                {
                    result[member] = value;
                }
            }

            if (result.ContainsKey("output"))
            {
                result["outputDetails"] = new JsonObject { ["included"] = true };
            }
        }

        if (header.TraceHeader is not null)
        {
            result["traceHeader"] = header.TraceHeader;
        }

        result["redriveCount"] = 0;
        result["redriveStatus"] = "NOT_REDRIVABLE";
        result["redriveStatusReason"] = "The lake does not redrive executions: start a new one.";
        return result;
    }
}
