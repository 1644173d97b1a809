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
            // A table without partition keys has rows, but no partitions either.
            var partitions = table.Partitions.Count > 0 ? PublishedTable.Few(table.Partitions) + "  " : table.Rows == 0 ? "no partitions  " : "";
            if (table.Left is not ["*"])
            {
                output.WriteLine($"published  {table.Table}  {partitions}{table.Rows} rows");
            }

            if (table.Left is { } left)
            {
                output.WriteLine($"left       {table.Table}  {PublishedTable.Few(left)}  to another date's run");
            }
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
            if (next.Error is not null)
            {
                output.WriteLine($"           {next.Error}: {next.Cause}");
            }
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
}
