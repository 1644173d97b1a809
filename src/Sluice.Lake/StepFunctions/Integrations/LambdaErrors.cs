using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.Lambda;
using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>Invokes a function and turns what goes wrong into States Language errors.</summary>
internal static class LambdaErrors
{
    /// <summary>The function's answer.</summary>
    /// <exception cref="StateFailedException">
    /// The function threw (the error is its <c>errorType</c>, the cause Lambda's error object), or the service refused
    /// (<c>Lambda.ResourceNotFoundException</c>).
    /// </exception>
    public static async Task<(JsonNode? Payload, LambdaResult Result)> InvokeAsync(TaskCall call, string function, string payload, CancellationToken cancellationToken)
    {
        LambdaResult result;
        try
        {
            result = await call.Lake.Lambda.InvokeAsync(function, payload, TaskToken.RequestId(call.Key), cancellationToken);
        }
        catch (AwsServiceException exception)
        {
            var code = exception.Code.EndsWith("Exception", StringComparison.Ordinal) ? exception.Code : $"{exception.Code}Exception";
            throw new StateFailedException($"Lambda.{code}", exception.Message);
        }

        if (result.FunctionError is not null)
        {
            throw new StateFailedException(ErrorType(result.Payload) ?? "Lambda.Unknown", result.Payload);
        }

        try
        {
            return (result.Payload.Length == 0 ? null : JsonText.Parse(result.Payload), result);
        }
        catch (JsonException exception)
        {
            throw new StateFailedException(ErrorNames.Runtime, $"The function {function} answered with what is not JSON: {exception.Message}");
        }
    }

    private static string? ErrorType(string payload)
    {
        try
        {
            return JsonText.AsString((JsonText.Parse(payload) as JsonObject)?["errorType"]);
        }
        catch (JsonException)
        {
            return null; // the payload goes into the cause as it is
        }
    }
}
