namespace Sluice.Configuration;

/// <summary>How often a dependent pipeline follows. In stage dev it follows each time, so that the chain can be tried on any day.</summary>
public enum Cadence
{
    /// <summary>After each run.</summary>
    Daily,

    /// <summary>After the run of one day of the month.</summary>
    Monthly,
}
