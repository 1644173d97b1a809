namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>
/// A line of an execution's journal: a history event, or a note without one. Each belongs to a scope (the execution
/// itself, a branch or an iteration), and within its scope the lines are in the order in which the scope made them: that is
/// all that a restart needs to take the scope up where it was.
/// </summary>
internal sealed record JournalEntry
{
    /// <summary>Note: the execution itself; the first line.</summary>
    public const string Header = "header";

    /// <summary>Note: a Wait state ends at <see cref="Until"/>.</summary>
    public const string Waiting = "waiting";

    /// <summary>Note: the next attempt begins at <see cref="Until"/>.</summary>
    public const string Retrying = "retrying";

    /// <summary>Note: the lake was down for <see cref="Outage"/>.</summary>
    public const string Resumed = "resumed";

    /// <summary>Note: the lake stops.</summary>
    public const string Suspended = "suspended";

    /// <summary>What the note is; null for an event.</summary>
    public string? Note { get; init; }

    /// <summary>The execution, in the first line.</summary>
    public ExecutionHeader? Execution { get; init; }

    /// <summary>The event; null for a note.</summary>
    public HistoryEvent? Event { get; init; }

    /// <summary>The scope: empty for the execution itself, else <c>event.attempt.index</c> of the Parallel or Map state that made it.</summary>
    public string Scope { get; init; } = "";

    /// <summary>For a state's exit: the next state; null at the end of the scope.</summary>
    public string? Next { get; init; }

    /// <summary>For the end of a Parallel's or Map's work: its result as JSON.</summary>
    public string? Result { get; init; }

    /// <summary>For the failure of a Parallel's or Map's work: the error's name.</summary>
    public string? Error { get; init; }

    /// <summary>For the failure of a Parallel's or Map's work: its cause.</summary>
    public string? Cause { get; init; }

    /// <summary>For waits: the moment on the scope's clock at which they end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How far the scope's clock is ahead because waits were cut short.</summary>
    public TimeSpan Skipped { get; init; }

    /// <summary>How long the lake was down.</summary>
    public TimeSpan? Outage { get; init; }

    /// <summary>When a note was written: the lake was up then.</summary>
    public DateTimeOffset? At { get; init; }
}
