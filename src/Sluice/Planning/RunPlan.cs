using System.Text.Json;
using NodaTime;
using Sluice.Auditing;
using Sluice.Chaining;
using Sluice.Configuration;
using Sluice.Lineage.Events;
using Sluice.Runs;
using Sluice.Stages;

namespace Sluice.Planning;

/// <summary>
/// All that a run is going to do, worked out before it starts: ReadSetup writes it to the assets bucket
/// (<see cref="RunKeys.Plan"/>), the functions after it read it. States carry only its key.
/// </summary>
public sealed record RunPlan
{
    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The run's date.</summary>
    public required LocalDate ExecDate { get; init; }

    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>Where the run stands among the runs of its date.</summary>
    public required RunOrder Order { get; init; }

    /// <summary>The name of the run's execution; empty in plans of before it was kept.</summary>
    public string ExecutionName { get; init; } = "";

    /// <summary>The stage.</summary>
    public required string Stage { get; init; }

    /// <summary>What started the run.</summary>
    public required RunTrigger Trigger { get; init; }

    /// <summary>
    /// The folder in the landing bucket where the incoming files lie, with a slash at its end: the done-file's, else the
    /// dataset's for the exec_date. Null for a pipeline without dataset.
    /// </summary>
    public string? IncomingFolder { get; init; }

    /// <summary>Where CreateDoneFile writes its marker in the landing bucket; null for a pipeline without dataset.</summary>
    public string? CompletedKey { get; init; }

    /// <summary>The dependent pipelines whose done-files CreateDoneFile makes: those that are due.</summary>
    public IReadOnlyList<NextPlan> Next { get; init; } = [];

    /// <summary>What the run audits; null when nothing.</summary>
    public AuditPlan? Audit { get; init; }

    /// <summary>What OpenLineage calls the run; null for a plan made outside of an execution.</summary>
    public LineageRun? Lineage { get; init; }

    /// <summary>The stage that the run starts from; null for a whole run. What comes before the stages is then not part of the plan.</summary>
    public string? FromStage { get; init; }

    /// <summary>The run of the date on whose files a run from a stage goes on; null for a whole run, and for a pipeline of steps alone.</summary>
    public string? EarlierRunId { get; init; }

    /// <summary>Whether there is anything to show or to keep once the statements are done: rows, or a delivery that the steps work on.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasPublishing => Statements.Count > 0 || (Incoming.Count > 0 && Steps.Count > 0);

    /// <summary>The files to expect.</summary>
    public required IReadOnlyList<IncomingPlan> Incoming { get; init; }

    /// <summary>The Glue databases that have to exist.</summary>
    public required IReadOnlyList<DatabasePlan> Databases { get; init; }

    /// <summary>The tables that have to exist. Staged tables are not among them.</summary>
    public required IReadOnlyList<TablePlan> Tables { get; init; }

    /// <summary>The crawlers that have to exist and are run.</summary>
    public required IReadOnlyList<CrawlerPlan> Crawlers { get; init; }

    /// <summary>The staged tables to create before the statements start: one for each table that is replaced.</summary>
    public required IReadOnlyList<StagedTablePlan> StagedTables { get; init; }

    /// <summary>The Athena statements, which may run side by side.</summary>
    public required IReadOnlyList<StatementPlan> Statements { get; init; }

    /// <summary>The queries whose rows are handled one by one, in order.</summary>
    public IReadOnlyList<ResultPlan> Results { get; init; } = [];

    /// <summary>The jobs and crawlers that run one after the other after publishing.</summary>
    public IReadOnlyList<StepPlan> Steps { get; init; } = [];

    /// <summary>
    /// Whether all that the steps write is the date's own, so that runs of other dates need not wait for them. Only stages tell where
    /// they write: a job may write anywhere.
    /// </summary>
    public bool StepsAreDated { get; init; }

    /// <summary>The checks that what was staged has to pass before it is published.</summary>
    public IReadOnlyList<CheckPlan> Checks { get; init; } = [];

    /// <summary>How many runs' files stay for each partition, the published one included.</summary>
    public required int RetentionRuns { get; init; }

    /// <summary>How long to wait.</summary>
    public required PollingConfiguration Polling { get; init; }

    /// <summary>The run's keys in the assets bucket.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public RunKeys Keys => new(Pipeline, ExecDate, RunId);

    /// <summary>
    /// The days that the run's statements cover in a table, each interval with both ends; empty when a statement for it has
    /// no date range.
    /// </summary>
    public IReadOnlyList<DateInterval> DaysOf(string database, string table)
    {
        var statements = Statements.Where(statement => statement.Database == database && statement.Table == table).ToList();
        return statements.All(statement => statement is { FromDate: not null, ToDate: not null })
            ? [.. statements.Select(statement => new DateInterval(statement.FromDate!.Value, statement.ToDate!.Value))] // by the test above
            : [];
    }

    /// <summary>The definition of a table of the plan.</summary>
    /// <exception cref="InvalidOperationException">The plan has no such table.</exception>
    public TablePlan Table(string database, string name) =>
        Tables.FirstOrDefault(table => table.Database == database && table.Name == name)
        ?? throw new InvalidOperationException($"The plan of run {RunId} has no table {database}.{name}.");

    /// <summary>
    /// Whether the run makes a table show files of its own: what was staged, what arrived, or its audit. Until then the table is
    /// left as readers have it, its definition included.
    /// </summary>
    public bool Publishes(TablePlan table) =>
        StagedTables.Append(Audit?.Staged).OfType<StagedTablePlan>().Any(staged => staged.Database == table.Database && staged.Table == table.Name)
        || Incoming.Any(incoming => incoming.Database == table.Database && incoming.Table == table.Name);

    /// <summary>The plan as JSON, indented: people read it too.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PlanJson.Default.RunPlan);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is no plan.</exception>
    public static RunPlan FromJson(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, PlanJson.Default.RunPlan) ?? throw new JsonException("The plan is null.");
}
