using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>How a run's checks are doing.</summary>
public sealed record QualityProgress
{
    /// <summary>The most warnings named in a state: with more, states could outgrow 256 KiB. checks.json names them all.</summary>
    public const int MostWarningsNamed = 20;

    /// <summary>
    /// <c>RUNNING</c> while any query runs, <c>SUCCEEDED</c> when the run may be published, <c>SKIPPED</c> when there are no
    /// checks. One of severity error that does not pass is an error instead.
    /// </summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>The seconds to wait before asking again; 0 when they are done.</summary>
    [JsonPropertyName("wait_seconds")]
    public int WaitSeconds { get; init; }

    /// <summary>The seconds that will have been waited then, in all.</summary>
    [JsonPropertyName("waited_seconds")]
    public int WaitedSeconds { get; init; }

    /// <summary>How many checks passed.</summary>
    [JsonPropertyName("passed")]
    public int Passed { get; init; }

    /// <summary>How many checks of severity warn did not pass.</summary>
    [JsonPropertyName("warned")]
    public int Warned { get; init; }

    /// <summary>What they say, no more than a state can take.</summary>
    [JsonPropertyName("warnings")]
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
