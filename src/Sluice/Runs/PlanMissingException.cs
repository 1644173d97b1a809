namespace Sluice.Runs;

/// <summary>The run of an execution that was ended has no plan: there never was a run, or ReadSetup is still writing it.</summary>
/// <param name="message">Names the run.</param>
public sealed class PlanMissingException(string message) : SluiceException(message);
