namespace Sluice.Lake.Events.Operations;

/// <summary>https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html</summary>
internal sealed class ListTargetsByRule(EventBus bus) : EventsOperation<ListTargetsByRule.Request, ListTargetsByRule.Response>
{
    internal sealed record Request
    {
        public required string Rule { get; init; }

        public string? EventBusName { get; init; }
    }

    internal sealed record Response(IReadOnlyList<Target> Targets);

    internal sealed record Target(string Id, string Arn, string? Input, string? InputPath, Transformer? InputTransformer);

    internal sealed record Transformer(IReadOnlyDictionary<string, string> InputPathsMap, string InputTemplate);

    /// <inheritdoc/>
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        CheckBus(request.EventBusName);
        return Task.FromResult(new Response(Find(bus, request.Rule).Targets
            .Select(static target => new Target(
                target.Id,
                target.Arn,
                target.Input,
                target.InputPath,
                target.InputTransformer is { } transformer ? new Transformer(transformer.InputPathsMap, transformer.InputTemplate) : null))
            .ToList()));
    }
}
