using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>One attempt of a task, as its integration sees it.</summary>
/// <param name="Parameters">The request.</param>
/// <param name="Lake">What it can call.</param>
/// <param name="Key">Names this attempt, and this attempt only, also after a restart: a source of idempotency tokens.</param>
/// <param name="Submitted">What <see cref="Submit"/> was given before a restart; null when nothing was submitted yet.</param>
/// <param name="Submit">Writes the handle of work that goes on by itself. When it returns, the handle survives a kill.</param>
/// <param name="IsSuspended">Whether a cancellation means that the lake goes down, so that the work must be left alone.</param>
/// <param name="ExecutionArn">The execution.</param>
internal sealed record TaskCall(
    JsonNode? Parameters,
    LakeServices Lake,
    string Key,
    JsonNode? Submitted,
    Action<JsonNode> Submit,
    Func<bool> IsSuspended,
    string ExecutionArn);
