using Sluice.Checks;
using Sluice.Configuration;
using Sluice.Planning;

namespace Sluice.Tests.Checks;

public sealed class CheckEvaluationTests
{
    [Theory]
    [InlineData(0, false, "Check c (row_count) of d.t: found 0 rows, expected 1 to 3 rows.")]
    [InlineData(1, true, "Check c (row_count) of d.t: found 1 row, expected 1 to 3 rows.")]
    [InlineData(3, true, "Check c (row_count) of d.t: found 3 rows, expected 1 to 3 rows.")]
    [InlineData(4, false, "Check c (row_count) of d.t: found 4 rows, expected 1 to 3 rows.")]
    public void Row_count_has_inclusive_bounds(double rows, bool passed, string message)
    {
        var result = Evaluate(Check(CheckType.RowCount) with { Min = 1, Max = 3 }, new CheckObservation(rows));

        Assert.Equal((passed, message, rows, (long?)null), (result.Passed, result.Message, result.Observed, result.OffendingRows));
    }

    [Theory]
    [InlineData(CheckType.NotNull, "Check c (not_null) of d.t, columns a, b: found 2 rows with NULL, expected none.")]
    [InlineData(CheckType.Unique, "Check c (unique) of d.t, columns a, b: found 2 rows that share their values with another, expected none.")]
    [InlineData(CheckType.AcceptedValues, "Check c (accepted_values) of d.t, columns a, b: found 2 rows with another value, expected one of 'x'.")]
    [InlineData(CheckType.Sql, "Check c (sql) of d.t, columns a, b: own.sql returned 2 rows, expected none.")]
    public void Offending_rows_fail(CheckType type, string message)
    {
        var check = Check(type) with { Columns = ["a", "b"], Rule = "one of 'x'", SqlFile = "own.sql" };

        Assert.True(Evaluate(check, new CheckObservation(0)).Passed);
        var result = Evaluate(check, new CheckObservation(2));
        Assert.Equal((false, message, 2L), (result.Passed, result.Message, result.OffendingRows));
    }

    [Theory]
    [InlineData(100.0, 107.0, true, 7.0, "the number of rows changed by +7 % since 2026-11-20 (from 100 to 107), expected -5 to 7 %.")]
    [InlineData(100.0, 95.0, true, -5.0, "the number of rows changed by -5 % since 2026-11-20 (from 100 to 95), expected -5 to 7 %.")]
    [InlineData(100.0, 94.0, false, -6.0, "the number of rows changed by -6 % since 2026-11-20 (from 100 to 94), expected -5 to 7 %.")]
    [InlineData(100.0, 108.0, false, 8.0, "the number of rows changed by +8 % since 2026-11-20 (from 100 to 108), expected -5 to 7 %.")]
    [InlineData(-100.0, -108.0, false, -8.0, "the number of rows changed by -8 % since 2026-11-20 (from -100 to -108), expected -5 to 7 %.")]
    [InlineData(100.0, null, false, -100.0, "the number of rows changed by -100 % since 2026-11-20 (from 100 to NULL), expected -5 to 7 %.")]
    [InlineData(0.0, 0.0, true, 0.0, "the number of rows changed by 0 % since 2026-11-20 (from 0 to 0), expected -5 to 7 %.")]
    [InlineData(0.0, 1.0, false, null, "the number of rows changed by something after nothing since 2026-11-20 (from 0 to 1), expected -5 to 7 %.")]
    [InlineData(null, 1.0, true, null, "the number of rows is 1; 2026-11-20 has none to compare it with.")]
    public void Change_is_held_against_the_previous_exec_date(double? previous, double? current, bool passed, double? percent, string message)
    {
        var result = Evaluate(Change(), new CheckObservation(current, previous, "2026-11-20"));

        Assert.Equal((passed, percent, $"Check c (change) of d.t: {message}"), (result.Passed, result.Observed, result.Message));
        Assert.Equal((current, previous, "2026-11-20"), (result.Current, result.Previous, result.PreviousExecDate));
    }

    /// <summary>What came after nothing has no percentage, but a direction: it breaks the bound on that side alone.</summary>
    [Theory]
    [InlineData(0.0, 100.0, -50.0, null, true)]
    [InlineData(0.0, 100.0, null, 50.0, false)]
    [InlineData(0.0, -100.0, -50.0, null, false)]
    [InlineData(0.0, -100.0, null, 50.0, true)]
    [InlineData(0.0, 0.0, 0.0, 0.0, true)]
    [InlineData(1e-300, 1e300, -50.0, null, true)]
    [InlineData(1e-300, 1e300, null, 50.0, false)]
    [InlineData(1e-300, -1e300, -50.0, null, false)]
    public void Change_without_a_percentage_is_judged_by_its_direction(double previous, double current, double? min, double? max, bool passed)
    {
        var check = Change() with { Min = (decimal?)min, Max = (decimal?)max };
        var result = Evaluate(check, new CheckObservation(current, previous, "2026-11-20"));

        Assert.Equal((passed, current == 0 ? 0 : null), (result.Passed, result.Observed));
        Assert.Equal(result.Message, Assert.Single(CheckReport.FromJson(CheckReport.Of([result]).ToJson()).Checks).Message);
    }

    [Fact]
    public void Change_whose_percentage_no_number_holds_says_so()
    {
        var result = Evaluate(Change(), new CheckObservation(1, 1e-308, "2026-11-20"));

        Assert.Equal(
            "Check c (change) of d.t: the number of rows changed by more than any percentage says since 2026-11-20 (from 1E-308 to 1), expected -5 to 7 %.",
            result.Message);
    }

    /// <summary>The doubling of the largest number is a percentage, though its steps outgrow a double.</summary>
    [Fact]
    public void Change_of_large_numbers_has_a_percentage()
    {
        var result = Evaluate(Change() with { Max = 100 }, new CheckObservation(1.6e308, 0.8e308, "2026-11-20"));

        Assert.Equal((true, 100), (result.Passed, result.Observed));
    }

    [Theory]
    [InlineData(double.NaN, 5.0, "2026-11-20", "the sum is NaN, which is no finite number. Expected one to hold against -5 to 7 %: look for NaN and Infinity in what the run has staged.")]
    [InlineData(double.PositiveInfinity, null, null, "the sum is Infinity, which is no finite number. Expected one to hold against -5 to 7 %: look for NaN and Infinity in what the run has staged.")]
    [InlineData(5.0, double.NaN, "2026-11-20", "the sum of 2026-11-20 is NaN, which is no finite number. Expected one to compare 5 with, -5 to 7 %: correct that date and run it again.")]
    [InlineData(null, double.NegativeInfinity, "2026-11-20", "the sum of 2026-11-20 is -Infinity, which is no finite number. Expected one to compare NULL with, -5 to 7 %: correct that date and run it again.")]
    public void Measure_that_is_no_finite_number_does_not_pass(double? current, double? previous, string? date, string message)
    {
        var check = Change() with { Measure = CheckMeasure.Sum, Columns = ["a"], Severity = CheckSeverity.Warn };
        var report = CheckReport.Of([Evaluate(check, new CheckObservation(current, previous, date))]);

        Assert.Equal((1, 0), (report.Warned, report.Failed));
        var read = Assert.Single(CheckReport.FromJson(report.ToJson()).Checks);
        Assert.Equal($"Check c (change) of d.t, column a: {message}", read.Message);
        Assert.Equal((null, current is 5.0 ? 5.0 : null, previous is 5.0 ? 5.0 : null), (read.Observed, read.Current, read.Previous));
    }

    [Fact]
    public void Change_of_the_first_exec_date_passes()
    {
        var result = Evaluate(Change(), new CheckObservation(5, 0, null));

        Assert.True(result.Passed);
        Assert.Equal("Check c (change) of d.t: the number of rows is 5; no earlier exec_date is published to compare it with.", result.Message);
    }

    [Fact]
    public void Report_counts_by_severity_and_survives_json()
    {
        var failing = new CheckObservation(1);
        var report = CheckReport.Of(
        [
            Evaluate(Check(CheckType.NotNull), new CheckObservation(0)),
            Evaluate(Check(CheckType.NotNull), failing),
            Evaluate(Check(CheckType.NotNull) with { Severity = CheckSeverity.Warn, Name = "w" }, failing),
        ]);

        Assert.Equal((1, 1, 1), (report.Passed, report.Warned, report.Failed));
        Assert.Equal(["Check w (not_null) of d.t: found 1 row with NULL, expected none."], report.Messages(CheckSeverity.Warn));
        Assert.Equal(report.Checks.Select(static check => check.Message), CheckReport.FromJson(report.ToJson()).Checks.Select(static check => check.Message));
    }

    private static CheckPlan Change() => Check(CheckType.Change) with { Measure = CheckMeasure.RowCount, Min = -5, Max = 7 };

    private static CheckPlan Check(CheckType type) => new()
    {
        Name = "c",
        Type = type,
        Severity = CheckSeverity.Error,
        Database = "d",
        Table = "t",
        Columns = [],
        Sql = "SELECT 1",
    };

    private static CheckResult Evaluate(CheckPlan check, CheckObservation observation) => CheckEvaluation.Evaluate(check, observation, "q");
}
