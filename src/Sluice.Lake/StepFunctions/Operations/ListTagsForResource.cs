namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Lists a state machine's tags: none, since the lake keeps none.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListTagsForResource.html"/>
internal sealed class ListTagsForResource(StateMachineStore machines) : StepFunctionsOperation<ListTagsForResource.Request, ListTagsForResource.Response>
{
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        machines.Get(request.resourceArn);
        return Task.FromResult(new Response([]));
    }

    internal sealed record Request
    {
        public required string resourceArn { get; init; }
    }

    internal sealed record Response(IReadOnlyList<string> tags);
}
