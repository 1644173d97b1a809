using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Definition;

/// <summary>An entry of <c>Retry</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error"/>
internal sealed record Retrier
{
    /// <summary>The errors it is for.</summary>
    public required ErrorMatch ErrorEquals { get; init; }

    /// <summary>Seconds before the first retry.</summary>
    public long IntervalSeconds { get; init; } = 1;

    /// <summary>How often it retries; 0: never.</summary>
    public long MaxAttempts { get; init; } = 3;

    /// <summary>What the interval is multiplied by from retry to retry.</summary>
    public decimal BackoffRate { get; init; } = 2m;

    /// <summary>The longest interval; null: none.</summary>
    public long? MaxDelaySeconds { get; init; }

    /// <summary><c>JitterStrategy: FULL</c>: a random time between nothing and the interval.</summary>
    public bool FullJitter { get; init; }

    /// <summary>The wait before the retry that follows on <paramref name="earlier"/> retries of this retrier.</summary>
    /// <param name="earlier">0 before the first retry.</param>
    /// <param name="chance">From 0 to below 1; used by full jitter only.</param>
    public TimeSpan Delay(int earlier, double chance)
    {
        var seconds = IntervalSeconds * Math.Pow((double)BackoffRate, earlier);
        seconds = Math.Min(seconds, MaxDelaySeconds ?? TimeSpan.FromDays(366).TotalSeconds);
        return TimeSpan.FromSeconds(FullJitter ? seconds * chance : seconds);
    }

    public static Retrier Read(DefinitionReader reader)
    {
        var retrier = new Retrier
        {
            ErrorEquals = ErrorMatch.Read(reader),
            IntervalSeconds = reader.Integer("IntervalSeconds", 1, 99_999_999) ?? 1,
            MaxAttempts = reader.Integer("MaxAttempts", 0, 99_999_999) ?? 3,
            BackoffRate = reader.Number("BackoffRate", 1m) ?? 2m,
            MaxDelaySeconds = reader.Integer("MaxDelaySeconds", 1, 31_622_400),
            FullJitter = reader.Text("JitterStrategy") == "FULL",
        };
        if (reader.Has("JitterStrategy") && reader.Text("JitterStrategy") is not (null or "FULL" or "NONE"))
        {
            reader.Wrong("JitterStrategy", "\"FULL\" or \"NONE\"");
        }

        if (retrier.MaxDelaySeconds <= retrier.IntervalSeconds)
        {
            reader.Report("MaxDelaySeconds", $"'MaxDelaySeconds' ({retrier.MaxDelaySeconds}) must be greater than 'IntervalSeconds' ({retrier.IntervalSeconds}).");
        }

        reader.Finish("A retrier");
        return retrier;
    }
}
