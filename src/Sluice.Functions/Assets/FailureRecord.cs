using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Functions.Assets;

/// <summary>What <c>failure.json</c> holds.</summary>
public sealed record FailureRecord
{
    /// <summary>The execution.</summary>
    [JsonPropertyName("execution_arn")]
    public required string ExecutionArn { get; init; }

    /// <summary>The error's name.</summary>
    [JsonPropertyName("error")]
    public required string Error { get; init; }

    /// <summary>The message.</summary>
    [JsonPropertyName("cause")]
    public required string Cause { get; init; }

    /// <summary>The execution's input.</summary>
    [JsonPropertyName("input")]
    public required JsonElement Input { get; init; }
}
