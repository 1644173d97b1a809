using System.Text;
using System.Text.Json;
using Sluice.Planning;
using Sluice.Runs;
using Sluice.Stages;

namespace Sluice.Local.Commands;

/// <summary>
/// Tells whether what a run's stages and jobs wrote is what their folders hold now. They overwrite it, one execution after the other, and
/// the lock that they take for it keeps the last one's name.
/// </summary>
internal sealed class StepsShown(LakeClient client, LakeNames names)
{
    private readonly Dictionary<string, Writer?> last = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether they do. Null for a run whose steps write nothing or a folder of its own, and while the last one has not come to its end, or
    /// has done only some of the stages: what the folders hold is then several runs'.
    /// </summary>
    public async Task<bool?> IsShownAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Steps.All(static step => step.Kind == StepKind.Crawler)
            || plan.Steps.SelectMany(static step => step.Datasets).Any(dataset => dataset.S3Target.Contains(plan.RunId, StringComparison.Ordinal)))
        {
            return null;
        }

        var key = plan.Keys.StepsLock(plan.StepsAreDated);
        if (!last.TryGetValue(key, out var writer))
        {
            last[key] = writer = await ReadAsync(key, cancellationToken);
        }

        return writer is null ? false
            : !writer.HasSucceeded ? null
            : writer.RunId == plan.RunId ? true
            : writer.DidAll ? false
            : null;
    }

    private async Task<Writer?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (await client.GetTextAsync(names.AssetsBucket, key, cancellationToken) is not { } text)
        {
            return null;
        }

        var held = JsonSerializer.Deserialize(text, PlanJson.Default.RunLock) ?? throw new JsonException($"The lock s3://{names.AssetsBucket}/{key} is null.");
        var execution = await client.FindExecutionAsync(held.ExecutionArn, cancellationToken);
        var plan = held.PlanKey.Length == 0 ? null : await client.GetTextAsync(names.AssetsBucket, held.PlanKey, cancellationToken);
        return new Writer(
            held.RunId,
            (string?)execution?["status"] == "SUCCEEDED",
            plan is not null && RunPlan.FromJson(Encoding.UTF8.GetBytes(plan)).FromStage is null);
    }

    private sealed record Writer(string RunId, bool HasSucceeded, bool DidAll);
}
