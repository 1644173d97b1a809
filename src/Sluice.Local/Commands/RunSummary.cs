namespace Sluice.Local.Commands;

/// <summary>Prints a run's report for people.</summary>
public static class RunSummary
{
    /// <summary>Prints.</summary>
    public static void Write(TextWriter output, RunReport report)
    {
        output.WriteLine();
        output.WriteLine($"{report.Status}  {report.ExecutionArn}");
        foreach (var table in report.Published)
        {
            output.WriteLine($"published  {table.Table}  {Partitions(table.Partitions)}  {table.Rows} rows");
        }

        foreach (var stage in report.Stages)
        {
            output.WriteLine($"stage      {stage.Stage}  {stage.Ran}");
        }

        foreach (var query in report.Results)
        {
            output.WriteLine($"handled    {query.Query}  {query.Rows} rows");
        }

        foreach (var next in report.Next)
        {
            output.WriteLine($"next       {next.Status}  {next.DoneFile}  {next.ExecutionArn}");
        }

        foreach (var warning in report.Warnings)
        {
            output.WriteLine($"warning    {warning}");
        }

        if (!report.Succeeded)
        {
            output.WriteLine($"error      {report.Error}");
            output.WriteLine($"cause      {report.Cause}");
        }
    }

    /// <summary>A few by name, many by the first and how many more.</summary>
    private static string Partitions(IReadOnlyList<string> partitions) => partitions.Count <= 3
        ? string.Join(", ", partitions)
        : $"{partitions[0]} and {partitions.Count - 1} more partitions";
}
