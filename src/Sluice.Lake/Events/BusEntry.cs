namespace Sluice.Lake.Events;

/// <summary>A line of the bus's journal. Exactly one of its kinds: an object seen, a delivery to make, a delivery made.</summary>
internal sealed record BusEntry
{
    /// <summary>Objects of this bucket send events from here on.</summary>
    public string? Bucket { get; init; }

    /// <summary>The event of the object with this sequencer is on the bus; with <see cref="Bucket"/>.</summary>
    public string? Sequencer { get; init; }

    /// <summary>A delivery's id, which is also the name of the execution that it starts.</summary>
    public string? Delivery { get; init; }

    /// <summary>Where it goes.</summary>
    public string? Target { get; init; }

    /// <summary>With what, JSON.</summary>
    public string? Input { get; init; }

    /// <summary>Whether it has been made.</summary>
    public bool Done { get; init; }
}
