using Sluice.Lake.Protocol;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Events.Operations;

/// <summary>An operation of EventBridge.</summary>
internal abstract class EventsOperation<TRequest, TResponse> : JsonOperation<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <inheritdoc/>
    protected override string InvalidRequestCode => "ValidationException";

    /// <summary>The bus that a request names must be the one there is.</summary>
    protected static void CheckBus(string? name)
    {
        if (name is not (null or "default") && !name.EndsWith(":event-bus/default", StringComparison.Ordinal))
        {
            throw new AwsServiceException("ResourceNotFoundException", $"Event bus {name} does not exist. The lake has the default event bus only.");
        }
    }

    /// <summary>The rule of a name.</summary>
    protected static EventRule Find(EventBus bus, string name) =>
        bus.Rules.FirstOrDefault(rule => rule.Name == name)
        ?? throw new AwsServiceException("ResourceNotFoundException", $"Rule {name} does not exist on EventBus default.");
}
