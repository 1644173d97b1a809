namespace Sluice.Lake.StepFunctions.Definition;

/// <summary>Something wrong with a state machine's definition.</summary>
/// <param name="Location">Where, as Step Functions writes it: <c>/States/CrawlLanding/Next</c>.</param>
/// <param name="Message">What is there, and what is expected.</param>
/// <param name="Code">Step Functions' diagnostic code: <c>SCHEMA_VALIDATION_FAILED</c>, <c>MISSING_TRANSITION_TARGET</c>, <c>INVALID_JSON_DESCRIPTION</c> …; <c>NOT_SUPPORTED_BY_THE_LAKE</c> for what AWS would take.</param>
public sealed record DefinitionProblem(string Location, string Message, string Code = DefinitionProblem.Schema)
{
    internal const string Schema = "SCHEMA_VALIDATION_FAILED";
    internal const string MissingTarget = "MISSING_TRANSITION_TARGET";
    internal const string NotJson = "INVALID_JSON_DESCRIPTION";
    internal const string NotSupported = "NOT_SUPPORTED_BY_THE_LAKE";

    /// <summary><c>SCHEMA_VALIDATION_FAILED: … at /States/A</c>.</summary>
    public override string ToString() => $"{Code}: {Message} at {(Location.Length == 0 ? "/" : Location)}";
}
