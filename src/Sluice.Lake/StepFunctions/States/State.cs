using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.States;

/// <summary>
/// A state of a definition: immutable, shared by executions. <see cref="RunAsync"/> is one visit to it; entering and
/// leaving it, and what of that is on disk, is the scope's business.
/// </summary>
internal abstract class State(StateHeader header)
{
    /// <summary>The state's name.</summary>
    public string Name => Header.Name;

    /// <summary><c>Pass</c>, <c>Task</c> …: also how its history events begin.</summary>
    public abstract string Type { get; }

    /// <summary>Where it can go on, each with the field that says so.</summary>
    public virtual IEnumerable<(string Field, string Target)> Transitions =>
        Header.Next is { } next ? [("Next", next)] : [];

    /// <summary>Whether leaving it is an event: all but Fail, which never leaves.</summary>
    public virtual bool CanBeAborted => false;

    /// <summary>The fields that states share.</summary>
    protected StateHeader Header { get; } = header;

    /// <summary>Carries one visit out.</summary>
    /// <exception cref="StateFailedException">The state failed and nothing here caught it.</exception>
    public abstract Task<StateOutcome> RunAsync(StateVisit visit);
}
