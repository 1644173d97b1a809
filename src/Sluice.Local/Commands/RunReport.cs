using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Local.Commands;

/// <summary>What became of a run: what <c>sluice run --json</c> prints.</summary>
public sealed record RunReport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The status of a run that could not be started: nothing was dropped, or no execution came of it.</summary>
    public const string NotStarted = "NOT_STARTED";

    /// <summary>The status of a run that was under way, or about to start, when the lake stopped: it goes on when that starts again.</summary>
    public const string Running = "RUNNING";

    /// <summary>The execution's ARN; null when the run was not started, or not yet when the lake stopped.</summary>
    [JsonPropertyName("execution_arn")]
    public required string? ExecutionArn { get; init; }

    /// <summary>SUCCEEDED, FAILED, TIMED_OUT, ABORTED, NOT_STARTED, or RUNNING when the lake stopped before the run ended.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>The run's date, <c>yyyy-MM-dd</c>; as it was asked for where the run got no further than reading it.</summary>
    [JsonPropertyName("exec_date")]
    public required string ExecDate { get; init; }

    /// <summary>The run's id, or null when the run ended before it had one.</summary>
    [JsonPropertyName("run_id")]
    public string? RunId { get; init; }

    /// <summary>The tables that the run published; empty when it published nothing.</summary>
    [JsonPropertyName("published")]
    public IReadOnlyList<PublishedTable> Published { get; init; } = [];

    /// <summary>The stages that ran, in order; empty when the pipeline has none.</summary>
    [JsonPropertyName("stages")]
    public IReadOnlyList<StageRun> Stages { get; init; } = [];

    /// <summary>The queries whose rows were handled; empty when the pipeline names none.</summary>
    [JsonPropertyName("results")]
    public IReadOnlyList<HandledQuery> Results { get; init; } = [];

    /// <summary>What the pipeline's checks of severity warn found; empty when all passed. checks.json in the run's folder has all results.</summary>
    [JsonPropertyName("warnings")]
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The runs that followed: dependent pipelines, started by the done-files that this run made.</summary>
    [JsonPropertyName("next")]
    public IReadOnlyList<NextRun> Next { get; init; } = [];

    /// <summary>The error's name, or null.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>What went wrong, for a person, or null.</summary>
    [JsonPropertyName("cause")]
    public string? Cause { get; init; }

    /// <summary>Whether the run did what it was asked for.</summary>
    [JsonIgnore]
    public bool Succeeded => Status == "SUCCEEDED";

    /// <summary>The report as one JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
