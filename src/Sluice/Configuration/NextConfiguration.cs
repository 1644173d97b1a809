namespace Sluice.Configuration;

/// <summary>A pipeline that depends on this one: its done-file is made when a run of this one is over.</summary>
public sealed record NextConfiguration
{
    /// <summary>The dependent pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>How often it follows.</summary>
    public Cadence Cadence { get; init; } = Cadence.Daily;

    /// <summary>The exec_date's day for <see cref="Configuration.Cadence.Monthly"/>, 1 to 31; in a shorter month its last day.</summary>
    public int DayOfMonth { get; init; } = 1;
}
