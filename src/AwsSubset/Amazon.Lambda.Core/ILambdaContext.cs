// As in the official package, nullable annotations are off here: its members are neither nullable nor not.
#nullable disable
namespace Amazon.Lambda.Core;

/// <summary>
/// What a handler may ask about its invocation.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/csharp-context.html">AWS's page</see>.
/// </summary>
public interface ILambdaContext
{
    /// <summary>The invocation's request id; a retry of the same event keeps it.</summary>
    string AwsRequestId { get; }

    /// <summary>About the mobile client that invoked the function; null unless one did.</summary>
    IClientContext ClientContext { get; }

    /// <summary>The function's name, such as <c>sluice-dev-StartCrawler</c>.</summary>
    string FunctionName { get; }

    /// <summary>The version that runs, <c>$LATEST</c> unless a version or alias was invoked.</summary>
    string FunctionVersion { get; }

    /// <summary>The Amazon Cognito identity that invoked the function; null unless one did.</summary>
    ICognitoIdentity Identity { get; }

    /// <summary>The ARN the caller used, of the function, a version or an alias.</summary>
    string InvokedFunctionArn { get; }

    /// <summary>Writes to the function's log.</summary>
    ILambdaLogger Logger { get; }

    /// <summary>The function's log group in CloudWatch Logs.</summary>
    string LogGroupName { get; }

    /// <summary>The log stream of this execution environment.</summary>
    string LogStreamName { get; }

    /// <summary>The function's memory, in mebibytes.</summary>
    int MemoryLimitInMB { get; }

    /// <summary>What is left of the function's timeout.</summary>
    TimeSpan RemainingTime { get; }
}
