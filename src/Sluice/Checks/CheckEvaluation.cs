using System.Globalization;
using Sluice.Configuration;
using Sluice.Planning;

namespace Sluice.Checks;

/// <summary>Holds what a check's query returned against what passes.</summary>
public static class CheckEvaluation
{
    /// <summary>The outcome of a check.</summary>
    /// <param name="check">The check.</param>
    /// <param name="observation">What its query returned.</param>
    /// <param name="queryExecutionId">The query.</param>
    public static CheckResult Evaluate(CheckPlan check, CheckObservation observation, string queryExecutionId)
    {
        var change = check.Type == CheckType.Change;
        var counts = check.Type == CheckType.RowCount;
        var held = change ? Percent(observation) : observation.Observed ?? 0;
        var passed = change
            ? IsMeasured(observation) && (held is not { } percent || Within(check, percent))
            : counts ? Within(check, held!.Value) : held == 0; // only a change may have nothing to compare with
        var observed = Finite(held);
        return new CheckResult
        {
            Name = check.Name,
            Type = check.Type,
            Severity = check.Severity,
            Table = $"{check.Database}.{check.Table}",
            Columns = check.Columns,
            Passed = passed,
            Observed = observed,
            Min = check.Min,
            Max = check.Max ?? (change || counts ? null : 0),
            OffendingRows = change || counts ? null : checked((long)observed!.Value), // as above
            Current = change ? Finite(observation.Observed) : null,
            Previous = change ? Finite(observation.Previous) : null,
            PreviousExecDate = observation.PreviousExecDate,
            Message = Message(check, observation, observed),
            QueryExecutionId = queryExecutionId,
        };
    }

    /// <summary>Neither number is NaN or infinite: with such a one nothing can be held against the bounds.</summary>
    private static bool IsMeasured(CheckObservation observation) =>
        double.IsFinite(observation.Observed ?? 0) && double.IsFinite(observation.Previous ?? 0);

    /// <summary>There is a previous exec_date, it has the measure, and both numbers are finite.</summary>
    private static bool Comparable(CheckObservation observation) =>
        observation is { PreviousExecDate: not null, Previous: not null } && IsMeasured(observation);

    /// <summary>
    /// The change in percent; null when there is nothing to compare with. Infinite, with the sign of its direction, when something
    /// came after nothing or when no number holds the percentage. No rows, where there were some, are a change of -100 percent.
    /// </summary>
    private static double? Percent(CheckObservation observation)
    {
        if (!Comparable(observation))
        {
            return null;
        }

        var previous = observation.Previous!.Value; // by Comparable
        if (observation.Observed is not { } current)
        {
            return -100;
        }

        if (previous == 0)
        {
            return current == 0 ? 0 : Math.Sign(current) * double.PositiveInfinity;
        }

        var percent = (current - previous) * 100 / Math.Abs(previous);
        // Large numbers outgrow a double on the way; this way round they do not, but small changes are less exact.
        return double.IsFinite(percent) ? percent : (current / Math.Abs(previous) - Math.Sign(previous)) * 100;
    }

    /// <summary>JSON has no other numbers.</summary>
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static bool Within(CheckPlan check, double value) =>
        (check.Min is not { } min || value >= (double)min) && (check.Max is not { } max || value <= (double)max);

    private static string Message(CheckPlan check, CheckObservation observation, double? observed)
    {
        var columns = check.Columns.Count switch
        {
            0 => "",
            1 => $", column {check.Columns[0]}",
            _ => $", columns {string.Join(", ", check.Columns)}",
        };
        return $"Check {check.Name} ({Word(check.Type)}) of {check.Database}.{check.Table}{columns}: {Finding(check, observation, observed)}";
    }

    private static string Finding(CheckPlan check, CheckObservation observation, double? observed) => check.Type switch
    {
        CheckType.RowCount => $"found {Rows(observed)}, expected {Bounds(check, " rows")}.",
        CheckType.NotNull => $"found {Rows(observed)} with NULL, expected none.",
        CheckType.Unique => $"found {Rows(observed)} that share {(check.Columns.Count == 1 ? "its value" : "their values")} with another, expected none.",
        CheckType.AcceptedValues => $"found {Rows(observed)} with another value, expected {check.Rule}.",
        CheckType.Relationships => $"found {Rows(observed)} with an unknown value, expected {check.Rule}.",
        CheckType.Sql => $"{check.SqlFile} returned {Rows(observed)}, expected none.",
        _ => Change(check, observation, observed),
    };

    private static string Change(CheckPlan check, CheckObservation observation, double? observed)
    {
        var measure = check.Measure == CheckMeasure.RowCount ? "the number of rows" : $"the {Word(check.Measure!.Value)}"; // set for a change
        if (!IsMeasured(observation))
        {
            return double.IsFinite(observation.Observed ?? 0)
                ? $"{measure} of {observation.PreviousExecDate} is {Number(observation.Previous)}, which is no finite number. Expected one to compare "
                    + $"{Number(observation.Observed)} with, {Bounds(check, " %")}: correct that date and run it again."
                : $"{measure} is {Number(observation.Observed)}, which is no finite number. Expected one to hold against {Bounds(check, " %")}: "
                    + "look for NaN and Infinity in what the run has staged.";
        }

        if (!Comparable(observation))
        {
            return observation.PreviousExecDate is null
                ? $"{measure} is {Number(observation.Observed)}; no earlier exec_date is published{(check.Columns.Count > 0 ? " with numbers there" : "")} to compare it with."
                : $"{measure} is {Number(observation.Observed)}; {observation.PreviousExecDate} has none to compare it with.";
        }

        var found = observed is { } percent ? $"{Signed(percent)} %"
            : observation.Previous == 0 ? "something after nothing"
            : "more than any percentage says";
        return $"{measure} changed by {found} since {observation.PreviousExecDate} (from {Number(observation.Previous)} to {Number(observation.Observed)}), "
            + $"expected {Bounds(check, " %")}.";
    }

    private static string Bounds(CheckPlan check, string unit) => (check.Min, check.Max) switch
    {
        ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $"{min} to {max}{unit}"),
        ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $"at least {min}{unit}"),
        (null, { } max) => string.Create(CultureInfo.InvariantCulture, $"at most {max}{unit}"),
        _ => "any",
    };

    private static string Rows(double? count) => count == 1 ? "1 row" : $"{Number(count)} rows";

    /// <summary>Plain digits, but for numbers that would be hundreds of zeros.</summary>
    private static string Number(double? value) => value is { } number
        ? number.ToString(number == 0 || Math.Abs(number) is >= 1e-6 and < 1e21 ? "0.######" : "R", CultureInfo.InvariantCulture)
        : "NULL";

    private static string Signed(double value) => value.ToString("+0.##;-0.##;0", CultureInfo.InvariantCulture);

    private static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
