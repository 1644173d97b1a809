using Amazon.Lambda.Core;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Lambda;

/// <summary>What a handler may ask about its invocation.</summary>
internal sealed class InvocationContext(
    FunctionResource function, string requestId, string logStream, InvocationLog log, TimeProvider time, DateTimeOffset deadline)
    : ILambdaContext, ILambdaLogger
{
    public string AwsRequestId => requestId;

    public string FunctionName => function.Name;

    public string FunctionVersion => "$LATEST";

    public string InvokedFunctionArn => function.Arn;

    public string LogGroupName => $"/aws/lambda/{function.Name}";

    public string LogStreamName => logStream;

    public int MemoryLimitInMB => function.MemorySize;

    public TimeSpan RemainingTime => deadline - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    public ILambdaLogger Logger => this;

#pragma warning disable CS8766 // null unless a mobile client invoked the function, as the interface says
    public IClientContext? ClientContext => null;

    public ICognitoIdentity? Identity => null;
#pragma warning restore CS8766

    public void Log(string message) => log.Write(message);

    public void LogLine(string message) => log.Write(message + "\n");
}
