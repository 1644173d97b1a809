using Sluice.Lake.StepFunctions.Definition;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Tells everything that is wrong with a definition.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html"/>
internal sealed class ValidateStateMachineDefinition
    : StepFunctionsOperation<ValidateStateMachineDefinition.Request, ValidateStateMachineDefinition.Response>
{
    private const int MaximumDiagnostics = 100;

    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.type is not (null or "STANDARD"))
        {
            throw StepFunctionsErrors.Validation($"The type {request.type} is not supported by the lake: it runs STANDARD state machines.");
        }

        if (request.severity is not (null or "ERROR" or "WARNING") || request.maxResults is < 0 or > MaximumDiagnostics)
        {
            throw StepFunctionsErrors.Validation($"severity must be ERROR or WARNING, maxResults from 0 to {MaximumDiagnostics}.");
        }

        var problems = StateMachineDefinition.Validate(request.definition);
        var most = request.maxResults is null or 0 ? MaximumDiagnostics : request.maxResults.Value;
        return Task.FromResult(new Response(
            problems.Count == 0 ? "OK" : "FAIL",
            problems.Take(most).Select(static problem => new Diagnostic("ERROR", problem.Code, problem.Message, problem.Location)).ToList(),
            problems.Count > most));
    }

    internal sealed record Request
    {
        public required string definition { get; init; }

        public string? type { get; init; }

        public string? severity { get; init; }

        public int? maxResults { get; init; }
    }

    internal sealed record Response(string result, IReadOnlyList<Diagnostic> diagnostics, bool truncated);

    internal sealed record Diagnostic(string severity, string code, string message, string location);
}
