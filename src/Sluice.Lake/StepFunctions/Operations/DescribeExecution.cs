using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Tells an execution's status, input and output.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html"/>
internal sealed class DescribeExecution(ExecutionStore executions) : StepFunctionsOperation<DescribeExecution.Request, JsonObject>
{
    protected override Task<JsonObject> HandleAsync(Request request, CancellationToken cancellationToken) =>
        Task.FromResult(ExecutionDescription.Of(executions, request.executionArn, request.includedData is null or "ALL_DATA"));

    internal sealed record Request
    {
        public required string executionArn { get; init; }

        public string? includedData { get; init; }
    }
}
