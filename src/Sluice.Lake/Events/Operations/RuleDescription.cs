using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Events.Operations;

/// <summary>A rule as EventBridge describes it.</summary>
internal sealed record RuleDescription(string Name, string Arn, string EventPattern, string State, string EventBusName)
{
    /// <summary>The description of a rule.</summary>
    public static RuleDescription Of(EventRule rule, LakeIdentity identity) => new(
        rule.Name,
        identity.Arn("events", $"rule/{rule.Name}"),
        rule.Pattern.ToJsonString(AwsJson.Options),
        rule.Enabled ? "ENABLED" : "DISABLED",
        "default");
}
