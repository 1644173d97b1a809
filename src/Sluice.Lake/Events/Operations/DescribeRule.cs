using Sluice.Lake.Hosting;

namespace Sluice.Lake.Events.Operations;

/// <summary>https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html</summary>
internal sealed class DescribeRule(EventBus bus, LakeIdentity identity) : EventsOperation<DescribeRule.Request, RuleDescription>
{
    internal sealed record Request
    {
        public required string Name { get; init; }

        public string? EventBusName { get; init; }
    }

    /// <inheritdoc/>
    protected override Task<RuleDescription> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        CheckBus(request.EventBusName);
        return Task.FromResult(RuleDescription.Of(Find(bus, request.Name), identity));
    }
}
