using System.Globalization;

namespace Sluice.Local.Commands;

/// <summary>Prints a back-fill for people: each run as it ends, and what failed at the end.</summary>
public sealed class BackfillProgress(TextWriter output, int dates)
{
    private int ended;

    /// <summary>A run has ended.</summary>
    public void Ended(BackfillRun run)
    {
        ended++;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {(run.Status == "SUCCEEDED" ? "ok  " : "fail")}  {run.ExecDate}  {ended}/{dates}"));
    }

    /// <summary>The back-fill has ended.</summary>
    public void Summary(BackfillReport report)
    {
        output.WriteLine();
        output.WriteLine($"{report.Status}  {report.ExecutionArn}");
        output.WriteLine($"{report.SucceededRuns} of {report.Runs} runs of {report.Pipeline} succeeded.");
        foreach (var run in report.Failed)
        {
            output.WriteLine($"failed     {run.ExecDate}  {run.Error}: {run.Cause}");
        }

        if (report.Retry is { } retry)
        {
            output.WriteLine($"again      {retry}");
        }
        else if (!report.Succeeded)
        {
            output.WriteLine($"error      {report.Error}");
            output.WriteLine($"cause      {report.Cause}");
        }
    }
}
