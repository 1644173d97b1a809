namespace Sluice.Lake.Template.Resources;

/// <summary>Something that happens at given times.</summary>
public sealed record ScheduleResource
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands in the template.</summary>
    public required string Origin { get; init; }

    /// <summary><c>rate(1 hour)</c>, <c>cron(0 6 * * ? *)</c> or <c>at(2026-11-21T06:00:00)</c>.</summary>
    public required string Expression { get; init; }

    /// <summary>The time zone of a cron or at expression: an IANA name.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Whether it fires.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What is started. Without an input of its own: EventBridge's scheduled event for a rule, <c>{}</c> for a schedule.</summary>
    public required EventTarget Target { get; init; }

    /// <summary>Whether it is a rule on the event bus (whose default input is a scheduled event) instead of a schedule of EventBridge Scheduler.</summary>
    public bool IsRule { get; init; }
}
