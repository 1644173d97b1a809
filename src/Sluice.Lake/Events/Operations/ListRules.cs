using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Events.Operations;

/// <summary>https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html</summary>
internal sealed class ListRules(EventBus bus, LakeIdentity identity) : EventsOperation<ListRules.Request, ListRules.Response>
{
    internal sealed record Request
    {
        public string? NamePrefix { get; init; }

        public string? EventBusName { get; init; }
    }

    internal sealed record Response(IReadOnlyList<RuleDescription> Rules);

    /// <inheritdoc/>
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        CheckBus(request.EventBusName);
        return Task.FromResult(new Response(bus.Rules
            .Where(rule => rule.Name.StartsWith(request.NamePrefix ?? "", StringComparison.Ordinal))
            .OrderBy(static rule => rule.Name, StringComparer.Ordinal)
            .Select(rule => RuleDescription.Of(rule, identity))
            .ToList()));
    }
}
