using System.Globalization;

namespace Sluice.Configuration;

/// <summary>A pipeline's <c>pipeline.json</c>, read and checked. Published schema: <c>pipelines/pipeline.schema.json</c>.</summary>
public sealed record PipelineConfiguration
{
    /// <summary>The pipeline's name: that of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; null when not given.</summary>
    public string? Description { get; init; }

    /// <summary>The done-file's dataset, the folder below <c>incoming/</c>; null for a pipeline that has no incoming files.</summary>
    public string? Dataset { get; init; }

    /// <summary>The files that have to arrive.</summary>
    public IReadOnlyList<IncomingConfiguration> Incoming { get; init; } = [];

    /// <summary>The tables it reads and writes.</summary>
    public IReadOnlyList<TableConfiguration> Tables { get; init; } = [];

    /// <summary>The crawlers it runs.</summary>
    public IReadOnlyList<CrawlerConfiguration> Crawlers { get; init; } = [];

    /// <summary>The statements it runs.</summary>
    public IReadOnlyList<EtlConfiguration> Etl { get; init; } = [];

    /// <summary>The queries whose rows are handled one by one.</summary>
    public IReadOnlyList<ResultConfiguration> Results { get; init; } = [];

    /// <summary>The checks that what it stages has to pass.</summary>
    public IReadOnlyList<CheckConfiguration> Checks { get; init; } = [];

    /// <summary>The jobs and crawlers that run one after the other after publishing; null when there are none.</summary>
    public StagesConfiguration? Stages { get; init; }

    /// <summary>What is audited; null when nothing.</summary>
    public AuditFiles? Audit { get; init; }

    /// <summary>The pipelines that depend on this one.</summary>
    public IReadOnlyList<NextConfiguration> Next { get; init; } = [];

    /// <summary>How many runs' files stay for each partition, the published one included; 3 unless set.</summary>
    public int RetentionRuns { get; init; } = 3;

    /// <summary>How long it waits.</summary>
    public PollingConfiguration Polling { get; init; } = new();

    /// <summary>The SQL files that a plan needs, relative to the pipeline's folder, each once.</summary>
    public IReadOnlyList<string> SqlFiles => [.. SqlFields.Select(static named => named.File)];

    /// <summary>The same files, each with the first field that names it, <c>checks[0].sql</c>.</summary>
    public IReadOnlyList<(string File, string Field)> SqlFields =>
    [
        .. Etl.Select(static (etl, index) => (etl.Sql, Named("etl", index)))
            .Concat(Results.Select(static (result, index) => (result.Sql, Named("results", index))))
            .Concat(Checks.Index().Where(static check => check.Item.Sql is not null)
                .Select(static check => (check.Item.Sql!, Named("checks", check.Index)))) // by the condition before
            .DistinctBy(static named => named.Item1, StringComparer.Ordinal),
    ];

    private static string Named(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}].sql");
}
