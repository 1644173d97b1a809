using Sluice.Configuration;
using Sluice.Planning;
using Sluice.Sql;

namespace Sluice.Lineage.Events;

/// <summary>
/// What a run reads and writes. Each part of a plan that does either has a method here: what a new part touches is added in
/// the two lists of <see cref="Of"/>.
/// </summary>
/// <param name="Files">The folders of files that it reads, <c>s3://bucket/folder</c>, without the date.</param>
/// <param name="Reads">The tables that it reads; those too that it has written before.</param>
/// <param name="Writes">The tables that it writes.</param>
/// <param name="WrittenFiles">The folders of files that it writes without a table of its own, without the date.</param>
public sealed record RunDatasets(
    IReadOnlyList<string> Files, IReadOnlyList<SourceTable> Reads, IReadOnlyList<SourceTable> Writes, IReadOnlyList<string> WrittenFiles)
{
    /// <summary>What a run reads and writes.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="lineage">What its statements read.</param>
    /// <param name="landingBucket">The landing bucket.</param>
    public static RunDatasets Of(RunPlan plan, PlanLineage lineage, string landingBucket) => new(
        [.. IncomingFolders(plan, landingBucket).Concat(CrawledFolders(plan)).Concat(StagesRead(plan)).Distinct()],
        [.. StatementsRead(lineage).Concat(ResultsRead(plan)).Concat(Audited(plan)).Distinct()],
        [.. LandingTables(plan).Concat(lineage.Targets).Concat(AuditTables(plan)).Distinct()],
        [.. StagesWritten(plan)]);

    /// <summary>The dataset's folder: a dataset of OpenLineage is what comes again every day, not one day of it.</summary>
    private static IEnumerable<string> IncomingFolders(RunPlan plan, string landingBucket) =>
        plan is { IncomingFolder: { } folder, Incoming.Count: > 0 } ? [$"s3://{landingBucket}/{string.Join('/', folder.Split('/').Take(2))}"] : [];

    private static IEnumerable<string> CrawledFolders(RunPlan plan) =>
        plan.Crawlers.Where(static crawler => crawler.Zone == Zone.Landing).SelectMany(static crawler => crawler.Targets)
            .Where(static target => target.StartsWith("s3://", StringComparison.Ordinal)).Select(static target => target.TrimEnd('/'));

    private static IEnumerable<string> StagesRead(RunPlan plan) =>
        plan.Steps.SelectMany(static step => step.Datasets).SelectMany(static dataset => dataset.Tables).Select(static table => Undated(table.S3Path))
            .Distinct().Except(StagesWritten(plan));

    private static IEnumerable<string> StagesWritten(RunPlan plan) =>
        plan.Steps.SelectMany(static step => step.Datasets).Select(static dataset => Undated(dataset.S3Target)).Distinct();

    private static string Undated(string location) => string.Join('/', location.TrimEnd('/').Split('/').Where(static part =>
        !part.StartsWith("exec_date=", StringComparison.Ordinal) && !part.StartsWith("run=", StringComparison.Ordinal)));

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
