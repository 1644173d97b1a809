using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Local.Commands;

/// <summary>What became of a back-fill: what <c>sluice backfill --json</c> prints.</summary>
public sealed record BackfillReport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The back-fill's execution.</summary>
    [JsonPropertyName("execution_arn")]
    public required string ExecutionArn { get; init; }

    /// <summary>SUCCEEDED, FAILED, TIMED_OUT or ABORTED.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>The pipeline.</summary>
    [JsonPropertyName("pipeline")]
    public required string Pipeline { get; init; }

    /// <summary>How many dates there were.</summary>
    [JsonPropertyName("runs")]
    public required int Runs { get; init; }

    /// <summary>How many of them succeeded.</summary>
    [JsonPropertyName("succeeded")]
    public required int SucceededRuns { get; init; }

    /// <summary>Those that did not, by date.</summary>
    [JsonPropertyName("failed")]
    public required IReadOnlyList<BackfillRun> Failed { get; init; }

    /// <summary>The command that runs the failed dates alone, or null when there is none.</summary>
    [JsonPropertyName("retry")]
    public string? Retry => Failed.Count == 0
        ? null
        : $"sluice backfill {Pipeline} --dates {string.Join(',', Failed.Select(static run => run.ExecDate))}";

    /// <summary>The error's name, or null.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>What went wrong, or null.</summary>
    [JsonPropertyName("cause")]
    public string? Cause { get; init; }

    /// <summary>Whether every run succeeded.</summary>
    [JsonIgnore]
    public bool Succeeded => Status == "SUCCEEDED";

    /// <summary>The report as one JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
