#nullable disable // as ILambdaContext is
using Amazon.Lambda.Core;

namespace Sluice.Functions.Tests;

/// <summary>An invocation with a given time left.</summary>
internal sealed class FixedLambdaContext(TimeSpan remainingTime) : ILambdaContext
{
    public string AwsRequestId => "00000000-0000-0000-0000-000000000000";

    public IClientContext ClientContext => null;

    public string FunctionName => "sluice-dev-Test";

    public string FunctionVersion => "$LATEST";

    public ICognitoIdentity Identity => null;

    public string InvokedFunctionArn => "arn:aws:lambda:eu-west-1:000000000000:function:sluice-dev-Test";

    public ILambdaLogger Logger => null;

    public string LogGroupName => "/sluice/dev/functions";

    public string LogStreamName => "test";

    public int MemoryLimitInMB => 512;

    public TimeSpan RemainingTime => remainingTime;
}
