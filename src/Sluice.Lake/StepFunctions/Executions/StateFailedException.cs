namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>A state reported an error: what Retry and Catch look at.</summary>
internal sealed class StateFailedException : Exception
{
    /// <summary>An error as the state's work reported it.</summary>
    public StateFailedException(string? error, string? cause)
        : base(cause ?? error) => (Error, Cause) = (error, cause);

    /// <summary>The error's name; null when a Fail state has none.</summary>
    public string? Error { get; }

    /// <summary>What a person reads.</summary>
    public string? Cause { get; private init; }

    /// <summary>Whether the cause still lacks the state's name and event id: errors of the data flow do.</summary>
    public bool NeedsPlace { get; private init; }

    /// <summary>An error of the data flow, which knows the value but not the state.</summary>
    public static StateFailedException InDataFlow(string error, string detail) => new(error, detail) { NeedsPlace = true };

    /// <summary>The same error, with the place in its cause.</summary>
    public StateFailedException At(string state, long enteredEventId) => NeedsPlace
        ? new(Error, $"An error occurred while executing the state '{state}' (entered at the event id #{enteredEventId}). {Cause}")
        : this;
}
