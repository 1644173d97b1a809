using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Functions.Assets;

/// <summary>A date that is held while work is done. What is added to it is given back with it.</summary>
/// <example>The run of the 20th, with a range from the 18th, holds the 20th; before it publishes it adds the 18th and the 19th.</example>
public sealed class HeldDates(Func<RunPlan, CancellationToken, Task> holdSharedDays)
{
    /// <summary>Holds the days of other dates that a run changes, or that are rolled back to it, too.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DateHeldException">Somebody else is at work on one of the days: begin nothing.</exception>
    public Task AddSharedDaysAsync(RunPlan plan, CancellationToken cancellationToken) => holdSharedDays(plan, cancellationToken);
}
