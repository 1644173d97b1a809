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
    /// Whether they do. Null for a run whose steps write nothing or a folder of its own, and while the last one has not come to its end, has
    /// done only some of the stages, or had other targets: what the folders hold is then several runs'.
    /// </summary>
    public async Task<bool?> IsShownAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Steps.All(static step => step.Kind == StepKind.Crawler)
            || plan.Steps.SelectMany(static step => step.Datasets).Any(dataset => dataset.S3Target.Contains(plan.RunId, StringComparison.Ordinal)))
        {
            return null;
        }

        // A configuration whose targets lose their dates, or get some, takes the other lock from then on.
        var (first, second) = (await LastAsync(plan.Keys.StepsLock(isDated: true), cancellationToken), await LastAsync(plan.Keys.StepsLock(isDated: false), cancellationToken));
        var targets = Targets(plan);
        List<Writer> writers = [.. new[] { first, second }.OfType<Writer>().Where(writer => writer.RunId == plan.RunId || writer.Targets.Overlaps(targets))];
        return writers switch
        {
            [] => first is null && second is null ? false : null,
            [var writer] when !writer.HasSucceeded => null,
            [var writer] when writer.RunId == plan.RunId => true,
            [var writer] when writer.DidAll && writer.Targets.SetEquals(targets) => false,
            _ => null,
        };
    }

    private static HashSet<string> Targets(RunPlan plan) =>
        plan.Steps.SelectMany(static step => step.Datasets).Select(static dataset => dataset.S3Target).ToHashSet(StringComparer.Ordinal);

    private async Task<Writer?> LastAsync(string key, CancellationToken cancellationToken)
    {
        if (!last.TryGetValue(key, out var writer))
        {
            last[key] = writer = await ReadAsync(key, cancellationToken);
        }

        return writer;
    }

    private async Task<Writer?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (await client.GetTextAsync(names.AssetsBucket, key, cancellationToken) is not { } text)
        {
            return null;
        }

        var held = JsonSerializer.Deserialize(text, PlanJson.Default.RunLock) ?? throw new JsonException($"The lock s3://{names.AssetsBucket}/{key} is null.");
        var execution = await client.FindExecutionAsync(held.ExecutionArn, cancellationToken);
        var kept = held.PlanKey.Length == 0 ? null : await client.GetTextAsync(names.AssetsBucket, held.PlanKey, cancellationToken);
        var plan = kept is null ? null : RunPlan.FromJson(Encoding.UTF8.GetBytes(kept));
        return new Writer(
            held.RunId, (string?)execution?["status"] == "SUCCEEDED", plan is { FromStage: null }, plan is null ? [] : Targets(plan));
    }

    private sealed record Writer(string RunId, bool HasSucceeded, bool DidAll, HashSet<string> Targets);
}
