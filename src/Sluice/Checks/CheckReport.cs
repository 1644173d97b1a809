using System.Text.Json;
using Sluice.Configuration;
using Sluice.Planning;

namespace Sluice.Checks;

/// <summary>The outcome of a run's checks, kept as <c>checks.json</c> in the run's folder.</summary>
public sealed record CheckReport
{
    /// <summary>How many passed.</summary>
    public required int Passed { get; init; }

    /// <summary>How many of severity warn did not.</summary>
    public required int Warned { get; init; }

    /// <summary>How many of severity error did not: with any, nothing is published.</summary>
    public required int Failed { get; init; }

    /// <summary>Each check's outcome, in the configuration's order.</summary>
    public required IReadOnlyList<CheckResult> Checks { get; init; }

    /// <summary>The messages of the checks of one severity that did not pass.</summary>
    public IReadOnlyList<string> Messages(CheckSeverity severity) =>
        [.. Checks.Where(check => !check.Passed && check.Severity == severity).Select(static check => check.Message)];

    /// <summary>Counts the outcomes.</summary>
    public static CheckReport Of(IReadOnlyList<CheckResult> checks) => new()
    {
        Passed = checks.Count(static check => check.Passed),
        Warned = checks.Count(static check => !check.Passed && check.Severity == CheckSeverity.Warn),
        Failed = checks.Count(static check => !check.Passed && check.Severity == CheckSeverity.Error),
        Checks = checks,
    };

    /// <summary>The report as JSON, indented: people read it too.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PlanJson.Default.CheckReport);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is no report.</exception>
    public static CheckReport FromJson(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, PlanJson.Default.CheckReport) ?? throw new JsonException("The report of checks is null.");
}
