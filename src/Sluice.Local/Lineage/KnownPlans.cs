using System.Text;
using System.Text.Json;
using NodaTime;
using Sluice.Lineage;
using Sluice.Local.Commands;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Local.Lineage;

/// <summary>The plans of runs, from the assets bucket, each read once.</summary>
public sealed class KnownPlans(LakeClient client, string assetsBucket)
{
    private readonly Dictionary<string, (RunPlan Plan, PlanLineage Lineage)?> _plans = new(StringComparer.Ordinal);

    /// <summary>A run's plan and what its statements read; null when it is not there any more.</summary>
    public async Task<(RunPlan Plan, PlanLineage Lineage)?> FindAsync(string pipeline, LocalDate execDate, string runId, CancellationToken cancellationToken)
    {
        var key = new RunKeys(pipeline, execDate, runId).Plan;
        if (!_plans.TryGetValue(key, out var known))
        {
            known = await client.GetTextAsync(assetsBucket, key, cancellationToken) is { } text ? Read(key, text) : null;
            _plans.Add(key, known);
        }

        return known;
    }

    private (RunPlan, PlanLineage) Read(string key, string text)
    {
        try
        {
            var plan = RunPlan.FromJson(Encoding.UTF8.GetBytes(text));
            return (plan, PlanLineage.Of(plan));
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"s3://{assetsBucket}/{key} is not a plan that this version reads: {exception.Message}");
        }
    }
}
