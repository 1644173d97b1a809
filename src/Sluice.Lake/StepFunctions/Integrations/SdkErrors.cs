using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>A service's error as a task reports it: <c>Glue.EntityNotFoundException</c>, <c>S3.NoSuchKeyException</c>.</summary>
internal static class SdkErrors
{
    /// <summary>The task's error.</summary>
    /// <param name="service">As the SDK's class prefix: <c>Glue</c>, <c>Athena</c>, <c>S3</c>, <c>StepFunctions</c>.</param>
    /// <param name="exception">What the service answered.</param>
    public static StateFailedException From(string service, AwsServiceException exception)
    {
        var name = exception.Code.EndsWith("Exception", StringComparison.Ordinal) ? exception.Code : $"{exception.Code}Exception";
        return new StateFailedException(
            $"{service}.{name}", $"{exception.Message} (Service: {service}, Status Code: {(int)exception.Status}, Error Code: {exception.Code})");
    }
}
