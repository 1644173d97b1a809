using System.Globalization;
using NodaTime;

namespace Sluice.Runs;

/// <summary>The keys of one run in the assets bucket.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="ExecDate">The run's date.</param>
/// <param name="RunId">The run's id.</param>
public sealed record RunKeys(string Pipeline, LocalDate ExecDate, string RunId)
{
    /// <summary>The claim of whoever points tables that all dates of a pipeline replace, since their keys tell no day.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static string AllDates(string pipeline) => $"runs/{pipeline}/all_dates.json";

    /// <summary>The run's folder, with a slash at its end.</summary>
    public string Folder => $"{DateFolder(Pipeline, ExecDate)}{RunId}/";

    /// <summary>The <see cref="Planning.RunPlan"/>.</summary>
    public string Plan => $"{Folder}plan.json";

    /// <summary>What went wrong, written by RecordFailure or, for an execution that runs no Catch, CloseExecution.</summary>
    public string Failure => $"{Folder}failure.json";

    /// <summary>Which query each statement became.</summary>
    public string Queries => $"{Folder}queries.json";

    /// <summary>Which query each check became.</summary>
    public string CheckQueries => $"{Folder}check_queries.json";

    /// <summary>Which query the audit of a table became.</summary>
    /// <param name="table">The table.</param>
    public string AuditQueries(string table) => $"{Folder}audit/{table}.queries.json";

    /// <summary>Which queries a dataset of a stage became.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="dataset">The dataset.</param>
    public string StageQueries(string stage, string dataset) => $"{Folder}stages/{stage}/{dataset}.queries.json";

    /// <summary>There once a dataset of a stage has replaced its target.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="dataset">The dataset.</param>
    public string StageDone(string stage, string dataset) => $"{Folder}stages/{stage}/{dataset}.done.json";

    /// <summary>
    /// What the keys that these four give begin with, after the run's folder. Who looks for all of them does not list the folder: rows
    /// of results lie in it, too, and may be hundreds of thousands.
    /// </summary>
    public static IReadOnlyList<string> PlacesOfQueries { get; } = ["queries.json", "check_queries.json", "audit/", "stages/"];

    /// <summary>True for a key of a run's folder that one of these four gives.</summary>
    public static bool IsQueries(string folder, string key) => key[folder.Length..] switch
    {
        "queries.json" or "check_queries.json" => true,
        var name => (name.StartsWith("audit/", StringComparison.Ordinal) || name.StartsWith("stages/", StringComparison.Ordinal)) && name.EndsWith(".queries.json", StringComparison.Ordinal),
    };

    /// <summary>What was published.</summary>
    public string Published => $"{Folder}published.json";

    /// <summary>What the landing tables showed before the run, a list of <see cref="LandedPlace"/>.</summary>
    public string Landed => $"{Folder}landed.json";

    /// <summary>What the checks found, a <see cref="Sluice.Checks.CheckReport"/>.</summary>
    public string Checks => $"{Folder}checks.json";

    /// <summary>The rendered SQL of a statement or check.</summary>
    /// <param name="statementId">Its id in the plan.</param>
    public string Sql(string statementId) => $"{Folder}sql/{statementId}.sql";

    /// <summary>The datasets of a stage, in the form that its job reads.</summary>
    /// <param name="stage">The stage's name.</param>
    public string Stage(string stage) => $"{Folder}stages/{stage}.json";

    /// <summary>A row that a query gave and that was collected.</summary>
    /// <param name="query">The query's name.</param>
    /// <param name="rowNumber">The row's number in the query's result, from 1.</param>
    public string ResultRow(string query, long rowNumber) =>
        string.Create(CultureInfo.InvariantCulture, $"{Folder}results/{query}/{rowNumber:D9}.json");

    /// <summary>The newest run of the date, a <see cref="DateClaim"/>.</summary>
    public string Newest => $"{DateFolder(Pipeline, ExecDate)}newest.json";

    /// <summary>The run lock of an event.</summary>
    public static string Lock(string pipeline, LocalDate execDate, string sequencer) =>
        $"{DateFolder(pipeline, execDate)}{sequencer}.lock";

    /// <summary>Which execution may run steps: of the date, or of the whole pipeline when its steps write what no date is part of.</summary>
    /// <param name="isDated">Whether all that the steps write is the date's own.</param>
    public string StepsLock(bool isDated) => $"{(isDated ? DateFolder(Pipeline, ExecDate) : $"runs/{Pipeline}/")}steps.lock";

    /// <summary>The folder of all runs of a pipeline's day.</summary>
    public static string DateFolder(string pipeline, LocalDate execDate) =>
        $"runs/{pipeline}/{Runs.ExecDate.Format(execDate)}/";

    /// <summary>The folder of a pipeline's configuration, pushed as it is in the repository.</summary>
    public static string PipelineFolder(string pipeline) => $"pipelines/{pipeline}/";

    /// <summary>A pipeline's configuration.</summary>
    public static string PipelineConfiguration(string pipeline) => $"{PipelineFolder(pipeline)}pipeline.json";
}
