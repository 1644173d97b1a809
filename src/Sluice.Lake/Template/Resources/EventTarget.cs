namespace Sluice.Lake.Template.Resources;

/// <summary>A state machine or function that events go to. At most one of the three inputs is set; without any, the event itself is the input.</summary>
public sealed record EventTarget
{
    /// <summary>The target's id in its rule.</summary>
    public required string Id { get; init; }

    /// <summary>The ARN of a state machine or function.</summary>
    public required string Arn { get; init; }

    /// <summary>A fixed input, JSON.</summary>
    public string? Input { get; init; }

    /// <summary>The path of the part of the event that is the input.</summary>
    public string? InputPath { get; init; }

    /// <summary>A template for the input.</summary>
    public InputTransformer? InputTransformer { get; init; }
}
