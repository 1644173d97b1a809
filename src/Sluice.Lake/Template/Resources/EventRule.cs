using System.Text.Json.Nodes;

namespace Sluice.Lake.Template.Resources;

/// <summary>A rule on the default event bus.</summary>
public sealed record EventRule
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands in the template: the rule's logical id, or <c>StateMachine.Event</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>The event pattern.</summary>
    public required JsonObject Pattern { get; init; }

    /// <summary>Whether it matches anything.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Where matching events go.</summary>
    public required IReadOnlyList<EventTarget> Targets { get; init; }
}
