using System.Text;
using System.Text.Json;
using NodaTime;
using Sluice.Auditing;
using Sluice.Lineage;
using Sluice.Local.Commands;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Local.Lineage;

/// <summary>The plans of runs, and what their audits compared with, from the assets bucket, each read once.</summary>
public sealed class KnownPlans(LakeClient client, string assetsBucket)
{
    private readonly Dictionary<string, (RunPlan Plan, PlanLineage Lineage)?> _plans = new(StringComparer.Ordinal);

    private readonly Dictionary<string, AuditComparison?> _comparisons = new(StringComparer.Ordinal);

    /// <summary>A run's plan and what its statements read; null when it is not there any more.</summary>
    public async Task<(RunPlan Plan, PlanLineage Lineage)?> FindAsync(string pipeline, LocalDate execDate, string runId, CancellationToken cancellationToken)
    {
        var key = new RunKeys(pipeline, execDate, runId).Plan;
        if (!_plans.TryGetValue(key, out var known))
        {
            known = await client.GetTextAsync(assetsBucket, key, cancellationToken) is { } text ? Read(key, "a plan", () => Plan(text)) : null;
            _plans.Add(key, known);
        }

        return known;
    }

    /// <summary>What a run's audit compared a table with; null when it compared nothing, or kept no record of it, as earlier versions did not.</summary>
    public async Task<AuditComparison?> FindComparisonAsync(
        string pipeline, LocalDate execDate, string runId, string table, CancellationToken cancellationToken)
    {
        var key = AuditPlan.ComparisonKey(new RunKeys(pipeline, execDate, runId), table);
        if (!_comparisons.TryGetValue(key, out var known))
        {
            known = await client.GetTextAsync(assetsBucket, key, cancellationToken) is { } text
                ? Read(key, "a comparison", () => AuditComparison.FromJson(Encoding.UTF8.GetBytes(text)))
                : null;
            _comparisons.Add(key, known);
        }

        return known;
    }

    private static (RunPlan, PlanLineage) Plan(string text)
    {
        var plan = RunPlan.FromJson(Encoding.UTF8.GetBytes(text));
        return (plan, PlanLineage.Of(plan));
    }

    private T Read<T>(string key, string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"s3://{assetsBucket}/{key} is not {what} that this version reads: {exception.Message}");
        }
    }
}
