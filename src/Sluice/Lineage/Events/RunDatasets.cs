using Sluice.Configuration;
using Sluice.Planning;
using Sluice.Sql;

namespace Sluice.Lineage.Events;

/// <summary>
/// What a run reads and writes. Each part of a plan that does either has a method here: what a new part touches is added to
/// the lists of <see cref="Of"/>.
/// </summary>
/// <param name="Files">The folders of files that it reads.</param>
/// <param name="Reads">The tables that it reads; those too that it has written before.</param>
/// <param name="Writes">The tables that it writes.</param>
/// <param name="Stages">What its stages write, each from what.</param>
public sealed record RunDatasets(
    IReadOnlyList<LineageDataset> Files, IReadOnlyList<SourceTable> Reads, IReadOnlyList<SourceTable> Writes, IReadOnlyList<StageOutput> Stages)
{
    /// <summary>What a run reads and writes.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="run">The run.</param>
    /// <param name="lineage">What its statements read.</param>
    /// <param name="landingBucket">The landing bucket.</param>
    public static RunDatasets Of(RunPlan plan, LineageRun run, PlanLineage lineage, string landingBucket) => new(
        [.. IncomingFolders(plan, landingBucket).Concat(CrawledFolders(plan)).Select(LineageDataset.Folder).Distinct()],
        [.. StatementsRead(lineage).Concat(ResultsRead(plan)).Concat(Audited(plan)).Distinct()],
        [.. LandingTables(plan).Concat(lineage.Targets).Concat(AuditTables(plan)).Distinct()],
        StageLineage.Of(plan, run));

    private static IEnumerable<string> IncomingFolders(RunPlan plan, string landingBucket) =>
        plan is { IncomingFolder: { } folder, Incoming.Count: > 0 } ? [$"s3://{landingBucket}/{folder}"] : [];

    private static IEnumerable<string> CrawledFolders(RunPlan plan) =>
        plan.Crawlers.Where(static crawler => crawler.Zone == Zone.Landing).SelectMany(static crawler => crawler.Targets)
            .Where(static target => target.StartsWith("s3://", StringComparison.Ordinal));

    private static IEnumerable<SourceTable> LandingTables(RunPlan plan) =>
        plan.Incoming.Select(static incoming => new SourceTable(incoming.Database, incoming.Table));

    private static IEnumerable<SourceTable> StatementsRead(PlanLineage lineage) => lineage.Targets.SelectMany(lineage.Sources);

    private static IEnumerable<SourceTable> ResultsRead(RunPlan plan) =>
        plan.Results.SelectMany(static result => QueryLineage.Read(SqlStatement.Read(result.Id, result.Sql).Query, "", static _ => null).Tables);

    private static IEnumerable<SourceTable> Audited(RunPlan plan) =>
        (plan.Audit?.Configurations(plan) ?? []).Select(static audited => new SourceTable(audited.Database, audited.Table));

    private static IEnumerable<SourceTable> AuditTables(RunPlan plan) =>
        plan.Audit is { } audit ? [new SourceTable(audit.Staged.Database, audit.Staged.Table)] : [];
}
