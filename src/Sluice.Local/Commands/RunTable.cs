using System.Globalization;

namespace Sluice.Local.Commands;

/// <summary>Prints runs as a table for people: a line each, whatever their causes are.</summary>
public static class RunTable
{
    private const int LongestError = 120;

    /// <summary>Prints.</summary>
    public static void Write(TextWriter output, IReadOnlyList<RunRecord> runs)
    {
        output.WriteLine("exec_date   run_id                    status     started                   wrote               shown  error");
        foreach (var run in runs)
        {
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{OneLine.Of(run.ExecDate ?? "-"),-10}  {run.RunId ?? "-",-24}  {run.Status,-9}  {run.Started,-24}  {Wrote(run),-18}  {(run.Shown is { } shown ? shown ? "yes" : "no" : "-"),-5}  {Error(run)}");
            output.WriteLine(line.TrimEnd());
        }
    }

    private static string Wrote(RunRecord run)
    {
        var parts = new[] { Count(run.Rows, "rows"), Count(run.Stages, "stages"), Count(run.HandledRows, "handled") }.OfType<string>().ToList();
        return parts.Count == 0 ? "-" : string.Join(", ", parts);
    }

    /// <summary>No word of what the pipeline has none of. That a run published no row is one.</summary>
    private static string? Count(long? number, string what) =>
        number is null || (number == 0 && what != "rows") ? null : string.Create(CultureInfo.InvariantCulture, $"{number} {what}");

    /// <summary>The error in one line. Its beginning says what and where; <c>--json</c> has all of it.</summary>
    private static string Error(RunRecord run)
    {
        if (run.Error is null)
        {
            return "";
        }

        return OneLine.Of($"{run.Error}: {run.Cause}", LongestError);
    }
}
