using System.Text.Json.Nodes;
using Sluice.Lake.Events.Operations;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.Time;

namespace Sluice.Lake.Events;

/// <summary>EventBridge's protocol: PutEvents, and looking at the template's rules.</summary>
public static class EventsService
{
    /// <summary>The service for a bus.</summary>
    public static IJsonService Create(EventBus bus, LakeTime time, LakeIdentity identity) => new JsonService(
        "events", "AWSEvents", "application/x-amz-json-1.1",
        [new PutEvents(bus, time, identity), new ListRules(bus, identity), new DescribeRule(bus, identity), new ListTargetsByRule(bus)]);
}
