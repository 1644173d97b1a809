using System.Text.Json.Serialization;

namespace Sluice.Local.Commands;

/// <summary>The run of one date of a back-fill.</summary>
public sealed record BackfillRun
{
    /// <summary>Its date.</summary>
    [JsonPropertyName("exec_date")]
    public required string ExecDate { get; init; }

    /// <summary>Its execution.</summary>
    [JsonPropertyName("execution_arn")]
    public required string ExecutionArn { get; init; }

    /// <summary>SUCCEEDED, FAILED, TIMED_OUT or ABORTED; RUNNING until it has ended.</summary>
    [JsonPropertyName("status")]
    public string Status { get; init; } = "RUNNING";

    /// <summary>The error's name, or null.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>What went wrong, or null.</summary>
    [JsonPropertyName("cause")]
    public string? Cause { get; init; }
}
