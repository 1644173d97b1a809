using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary><c>arn:aws:states:::aws-sdk:sfn:describeExecution</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html"/>
internal sealed class DescribeExecutionIntegration : TaskIntegration
{
    private const string AllData = "ALL_DATA";
    private const string MetadataOnly = "METADATA_ONLY";

    /// <inheritdoc/>
    public override Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var request = new TaskRequest(call.Parameters, Name, ["ExecutionArn", "IncludedData"]);
        var data = request.Text("IncludedData") ?? AllData;
        if (data is not (AllData or MetadataOnly))
        {
            throw request.Wrong($"IncludedData must be {AllData} or {MetadataOnly}, not '{data}'");
        }

        try
        {
            var answer = call.Lake.Executions.Describe(request.Text("ExecutionArn", required: true)!, data == AllData); // required
            return Task.FromResult(SdkValues.WithIsoTimestamps(SdkValues.WithPascalNames(answer)));
        }
        catch (AwsServiceException exception)
        {
            throw SdkErrors.From("Sfn", exception);
        }
    }
}
