using System.Text.Json.Nodes;
using Sluice.Lake.Events;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Template;

/// <summary>Rules, schedules, and the events of functions and state machines.</summary>
internal sealed partial class ResourceReader
{
    private void ReadRule(ResourceDeclaration resource, PropertyReader properties)
    {
        properties.Ignore("Description", "RoleArn");
        properties.Text("Name");
        CheckBus(properties);
        var name = resolver.NameOf(resource);
        var targets = properties.Maps("Targets").Select(target => ReadTarget(target, resource.Type)).ToList();
        AddRule(resource.LogicalId, name, properties, "EventPattern", "ScheduleExpression", targets);
    }

    private void ReadSchedule(ResourceDeclaration resource, PropertyReader properties)
    {
        properties.Text("Name");
        properties.Ignore("Description", "GroupName", "KmsKeyArn");
        CheckFlexibleWindow(properties, resource.Type);
        if (properties.Map("Target") is not { } target)
        {
            problems.Add(resource.Line, "Target is missing.");
            return;
        }

        target.Ignore("RoleArn", "RetryPolicy", "DeadLetterConfig");
        var read = new EventTarget { Id = resource.LogicalId, Arn = target.RequiredText("Arn"), Input = target.Text("Input") };
        target.RefuseRest(resource.Type);
        AddSchedule(resource.LogicalId, resolver.NameOf(resource), properties, read);
    }

    /// <summary>https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-statemachine-statemachineeventsource.html</summary>
    private void ReadEvents(ResourceDeclaration resource, PropertyReader properties, string targetArn)
    {
        if (properties.Map("Events") is not { } events)
        {
            return;
        }

        foreach (var eventName in events.Names)
        {
            if (events.Map(eventName) is not { } declaration)
            {
                continue;
            }

            var type = declaration.RequiredText("Type");
            var source = declaration.Map("Properties");
            declaration.RefuseRest(resource.Type);
            if (source is null)
            {
                problems.Add(declaration.Line, $"Events.{eventName}.Properties is missing.");
                continue;
            }

            ReadEvent(resource, eventName, type, source, targetArn);
            source.RefuseRest($"{resource.Type}, event type {type}");
        }
    }

    private void ReadEvent(ResourceDeclaration resource, string eventName, string type, PropertyReader source, string targetArn)
    {
        var origin = $"{resource.LogicalId}.{eventName}";
        var generated = $"{context.StackName}-{resource.LogicalId}{eventName}";
        source.Ignore("RetryPolicy", "DeadLetterConfig", "Description", "RoleArn", "PermissionsBoundary", "GroupName", "OmitName");
        switch (type)
        {
            case "EventBridgeRule" or "CloudWatchEvent":
                CheckBus(source);
                source.Map("Target")?.Ignore("Id");
                var target = ReadTargetInput(source, $"{resource.LogicalId}{eventName}", targetArn, type);
                AddRule(origin, source.Text("RuleName") ?? generated, source, "Pattern", null, [target]);
                break;
            case "Schedule":
                AddRule(
                    origin, source.Text("Name") ?? generated, source, null, "Schedule",
                    [new EventTarget { Id = eventName, Arn = targetArn, Input = source.Text("Input") }]);
                break;
            case "ScheduleV2":
                CheckFlexibleWindow(source, type);
                AddSchedule(
                    origin, source.Text("Name") ?? generated, source,
                    new EventTarget { Id = eventName, Arn = targetArn, Input = source.Text("Input") });
                break;
            default:
                problems.Add(source.Line, $"the lake does not support events of type {type}; it knows EventBridgeRule, Schedule and ScheduleV2.");
                break;
        }
    }

    private void AddRule(
        string origin, string name, PropertyReader properties, string? patternProperty, string? scheduleProperty, IReadOnlyList<EventTarget> targets)
    {
        var enabled = (properties.Text("State") ?? "ENABLED") != "DISABLED";
        if (scheduleProperty == "Schedule")
        {
            enabled &= properties.Boolean("Enabled") ?? true;
        }

        if (scheduleProperty is not null && properties.Text(scheduleProperty) is { } expression)
        {
            CheckExpression(properties, scheduleProperty, expression, "UTC");
            schedules.AddRange(targets.Select(target => new ScheduleResource
            {
                Name = name,
                Origin = origin,
                Expression = expression,
                Enabled = enabled,
                Target = target,
                IsRule = true,
            }));
            return;
        }

        var property = patternProperty ?? scheduleProperty!; // at least one is named
        if (patternProperty is null || properties.Json(patternProperty) is not JsonObject pattern)
        {
            problems.Add(properties.Line, $"{property} is missing.");
            return;
        }

        try
        {
            EventPattern.Parse(pattern);
        }
        catch (FormatException exception)
        {
            properties.Problem(property, exception.Message);
        }

        rules.Add(new EventRule { Name = name, Origin = origin, Pattern = pattern, Enabled = enabled, Targets = targets });
    }

    private void AddSchedule(string origin, string name, PropertyReader properties, EventTarget target)
    {
        var expression = properties.RequiredText("ScheduleExpression");
        var zone = properties.Text("ScheduleExpressionTimezone") ?? "UTC";
        CheckExpression(properties, "ScheduleExpression", expression, zone);
        schedules.Add(new ScheduleResource
        {
            Name = name,
            Origin = origin,
            Expression = expression,
            TimeZone = zone,
            Enabled = (properties.Text("State") ?? "ENABLED") != "DISABLED",
            Target = target,
        });
    }

    private static void CheckExpression(PropertyReader properties, string property, string expression, string zone)
    {
        try
        {
            ScheduleExpression.Parse(expression, zone);
        }
        catch (FormatException exception)
        {
            properties.Problem(property, exception.Message);
        }
    }

    private static EventTarget ReadTarget(PropertyReader target, string type)
    {
        target.Ignore("RoleArn", "RetryPolicy", "DeadLetterConfig");
        var read = ReadTargetInput(target, target.RequiredText("Id"), target.RequiredText("Arn"), type);
        target.RefuseRest(type);
        return read;
    }

    private static EventTarget ReadTargetInput(PropertyReader source, string id, string arn, string type)
    {
        InputTransformer? transformer = null;
        if (source.Map("InputTransformer") is { } map)
        {
            transformer = new InputTransformer(map.TextMap("InputPathsMap"), map.RequiredText("InputTemplate"));
            map.RefuseRest(type);
        }

        return new EventTarget { Id = id, Arn = arn, Input = source.Text("Input"), InputPath = source.Text("InputPath"), InputTransformer = transformer };
    }

    private static void CheckBus(PropertyReader properties)
    {
        if (properties.Text("EventBusName") is { } bus && bus != "default")
        {
            properties.Problem("EventBusName", $"the lake has the default event bus only, not {bus}.");
        }
    }

    private static void CheckFlexibleWindow(PropertyReader properties, string type)
    {
        if (properties.Map("FlexibleTimeWindow") is { } window)
        {
            window.Text("Mode");
            window.Ignore("MaximumWindowInMinutes"); // the lake fires at the beginning of the window, which is within it
            window.RefuseRest(type);
        }
    }
}
