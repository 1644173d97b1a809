using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>How a run's checks are doing.</summary>
public sealed record QualityProgress
{
    /// <summary>The most warnings named in a state: with more, states could outgrow 256 KiB. checks.json names them all.</summary>
    public const int MostWarningsNamed = 20;

    /// <summary>The most characters of a warning in a state, for the same reason: one of accepted values lists them. checks.json has all of it.</summary>
    public const int LongestWarning = 500;

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

    /// <summary>Warnings with no more text than a state can take, an ellipsis where one is cut.</summary>
    public static IReadOnlyList<string> ForState(IReadOnlyList<string> warnings) => [.. warnings.Take(MostWarningsNamed).Select(Cut)];

    private static string Cut(string warning)
    {
        if (warning.Length <= LongestWarning)
        {
            return warning;
        }

        var kept = LongestWarning - 1;
        return warning[..(char.IsHighSurrogate(warning[kept - 1]) ? kept - 1 : kept)] + "…"; // half of a pair is no text
    }
}
