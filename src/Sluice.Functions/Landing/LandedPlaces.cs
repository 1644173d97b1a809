using System.Text.Json;
using Sluice.Functions.Assets;
using Sluice.Functions.Catalog;
using Sluice.Planning;
using Sluice.Publishing;
using Sluice.Runs;

namespace Sluice.Functions.Landing;

/// <summary>
/// What the landing tables showed before a run: kept as the run points them at its files, shown again when it fails before it has
/// published. What a refused delivery brought is then nothing that a later date is compared with.
/// </summary>
public sealed class LandedPlaces(
    RunStore runs, S3Objects objects, DateClaims claims, CatalogTables tables, CatalogPartitions partitions, FunctionSettings settings)
{
    /// <summary>Keeps where the run's landing partitions point. The first attempt's word counts: a retry finds the run's own files.</summary>
    public async Task KeepAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var places = new List<LandedPlace>();
        foreach (var target in plan.Incoming.DistinctBy(static incoming => incoming.TargetLocation))
        {
            places.Add(new LandedPlace
            {
                Database = target.Database,
                Table = target.Table,
                Values = target.PartitionValues,
                Location = target.TargetLocation,
                Previous = await LocationAsync(plan, target.Database, target.Table, target.PartitionValues, cancellationToken),
            });
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(places, PlanJson.Default.IReadOnlyListLandedPlace);
        await objects.TryCreateAsync(settings.AssetsBucket, plan.Keys.Landed, json, cancellationToken);
    }

    /// <summary>
    /// Shows again what the landing tables showed before a run that failed, unless it has published. Where they show a newer run, they
    /// stay as they are; that one may have failed before this run and put this one's files back, so that it was overtaken decides nothing.
    /// </summary>
    /// <exception cref="DateHeldException">Another run of the date is at work: call again.</exception>
    public async Task ShowPreviousAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var landed = await FindAsync(plan.Keys, cancellationToken);
        if (landed.Count == 0 || await runs.FindPublishedAsync(plan, cancellationToken) is not null)
        {
            return;
        }

        await claims.HoldToCloseAsync(plan, () => PointBackAsync(plan, landed, cancellationToken), cancellationToken);
    }

    private async Task PointBackAsync(RunPlan plan, IReadOnlyList<LandedPlace> landed, CancellationToken cancellationToken)
    {
        var failed = (await runs.OfDateAsync(plan.Pipeline, plan.ExecDate, cancellationToken)).Failed;
        foreach (var place in landed)
        {
            if (await LocationAsync(plan, place.Database, place.Table, place.Values, cancellationToken) != place.Location)
            {
                continue;
            }

            var table = await tables.AsItIsAsync(plan.Table(place.Database, place.Table), cancellationToken);
            if (await PreviousAsync(plan, place, failed, cancellationToken) is { } previous)
            {
                await partitions.PointAsync(plan, table, place.Values, previous, cancellationToken);
            }
            else if (place.Values.Count > 0)
            {
                await partitions.DropAsync(
                    await tables.GetAsync(place.Database, place.Table, cancellationToken), [new PartitionLocation(place.Values, place.Location)], cancellationToken);
            }
        }
    }

    /// <summary>Where the place pointed before this run, and before those that failed; null for nowhere.</summary>
    private async Task<string?> PreviousAsync(
        RunPlan plan, LandedPlace place, IReadOnlySet<string> failed, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { plan.RunId };
        var previous = place.Previous;
        while (previous is not null && failed.FirstOrDefault(runId => previous.EndsWith($"/run={runId}/", StringComparison.Ordinal)) is { } runId && seen.Add(runId))
        {
            // That run failed while a newer one's files were shown, and had nothing to put back then.
            var earlier = await FindAsync(new RunKeys(plan.Pipeline, plan.ExecDate, runId), cancellationToken);
            previous = earlier.FirstOrDefault(other => other.Location == previous)?.Previous;
        }

        // An unpartitioned table always points somewhere; a partition without files is none.
        return previous is null || place.Values.Count == 0 || await HasFilesAsync(previous, cancellationToken) ? previous : null;
    }

    private async Task<bool> HasFilesAsync(string location, CancellationToken cancellationToken)
    {
        var prefix = location[$"s3://{settings.Environment.LandingBucket}/".Length..];
        await foreach (var _ in objects.ListAsync(settings.Environment.LandingBucket, prefix, cancellationToken))
        {
            return true;
        }

        return false;
    }

    private async Task<string?> LocationAsync(
        RunPlan plan, string database, string table, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        if (values.Count == 0)
        {
            return (await tables.GetAsync(database, table, cancellationToken)).StorageDescriptor?.Location;
        }

        var present = await partitions.ListAsync(
            database, table, cancellationToken, Publisher.PresentFilter(plan.Table(database, table), plan.ExecDate, []));
        return present.FirstOrDefault(partition => partition.Values.SequenceEqual(values))?.Location;
    }

    private async Task<IReadOnlyList<LandedPlace>> FindAsync(RunKeys keys, CancellationToken cancellationToken) =>
        await objects.FindAsync(settings.AssetsBucket, keys.Landed, cancellationToken) is { } json
            ? JsonSerializer.Deserialize(json, PlanJson.Default.IReadOnlyListLandedPlace)
                ?? throw new JsonException($"s3://{settings.AssetsBucket}/{keys.Landed} is null.")
            : [];
}
