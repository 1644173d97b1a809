using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>How a run's statements are doing.</summary>
public sealed record AthenaProgress
{
    /// <summary><c>RUNNING</c> while any is queued or runs, <c>SUCCEEDED</c> when all have. A failed one is an error instead.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>How many queries there are.</summary>
    [JsonPropertyName("queries")]
    public required int Queries { get; init; }

    /// <summary>The seconds to wait before asking again; 0 when they are done.</summary>
    [JsonPropertyName("wait_seconds")]
    public required int WaitSeconds { get; init; }

    /// <summary>The seconds that will have been waited then, in all.</summary>
    [JsonPropertyName("waited_seconds")]
    public required int WaitedSeconds { get; init; }
}
