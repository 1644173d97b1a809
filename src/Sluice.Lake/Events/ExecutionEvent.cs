using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.Events;

/// <summary>
/// The event that Step Functions sends to EventBridge when an execution ends. On AWS there is one for its start, too.
/// https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
/// </summary>
internal static class ExecutionEvent
{
    // Input and output as they stand in the event: what is more is left out.
    private const int MostBytes = 248 * 1024;

    /// <summary>The event of an execution that has ended.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="end">The last event of its history.</param>
    /// <param name="identity">The account and region.</param>
    public static JsonObject Ended(ExecutionHeader execution, HistoryEvent end, LakeIdentity identity)
    {
        var output = end.Detail("output");
        var outputBytes = Escaped(output);
        var hasOutput = outputBytes <= MostBytes;
        var hasInput = Escaped(execution.Input) + (hasOutput ? outputBytes : 0) <= MostBytes;
        return new JsonObject
        {
            ["version"] = "0",
            ["id"] = Id(execution.ExecutionArn, end).ToString(),
            ["detail-type"] = "Step Functions Execution Status Change",
            ["source"] = "aws.states",
            ["account"] = identity.AccountId,
            ["time"] = end.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["region"] = identity.Region,
            ["resources"] = new JsonArray(execution.ExecutionArn),
            ["detail"] = new JsonObject
            {
                ["executionArn"] = execution.ExecutionArn,
                ["stateMachineArn"] = execution.StateMachineArn,
                ["name"] = execution.Name,
                ["status"] = ExecutionStore.StatusOf(end.Type),
                ["startDate"] = execution.StartDate.ToUnixTimeMilliseconds(),
                ["stopDate"] = end.Timestamp.ToUnixTimeMilliseconds(),
                ["input"] = hasInput ? execution.Input : null,
                ["inputDetails"] = new JsonObject { ["included"] = hasInput },
                ["output"] = hasOutput ? output : null,
                ["outputDetails"] = output is null ? null : new JsonObject { ["included"] = hasOutput },
                ["error"] = end.Detail("error"),
                ["cause"] = end.Detail("cause"),
            },
        };
    }

    /// <summary>The same end has the same id, whenever its event is made: an event that is sent again after a kill is known by it.</summary>
    private static Guid Id(string executionArn, HistoryEvent end) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{executionArn}\n{end.Type}")).AsSpan(0, 16));

    private static int Escaped(string? text) => text is null ? 0 : JsonSerializer.SerializeToUtf8Bytes(text, AwsJson.Options).Length;
}
