using System.CommandLine;
using NodaTime.Text;
using Sluice.Local.Samples;

namespace Sluice.Local.Commands;

/// <summary><c>sluice sample</c>.</summary>
public static class SampleCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var pipeline = new Argument<string>("pipeline") { Description = $"One of: {string.Join(", ", SampleCatalog.Pipelines)}." };
        var execDate = new Option<string>("--exec-date") { Description = "The date that the files are delivered for, yyyy-MM-dd.", HelpName = "D", Required = true };
        var folder = new Option<string>("--out") { Description = "The folder to write into; created when it is missing.", HelpName = "DIR", Required = true };
        var rows = new Option<int?>("--rows") { Description = "Rows a file. Default: the size that the source has.", HelpName = "N" };
        rows.Validators.Add(static result =>
        {
            // What is no number at all has its own message.
            if (result.Tokens is [var given] && int.TryParse(given.Value, out var number) && number <= 0)
            {
                result.AddError("--rows is at least 1.");
            }
        });
        var command = new Command("sample", "Write a pipeline's sample files: the same request always gives the same rows.") { pipeline, execDate, folder, rows };
        command.SetAction((parsed, _) => Failures.ReportAsync(() =>
        {
            var name = parsed.GetValue(pipeline)!;
            var sample = SampleCatalog.Find(name)
                ?? throw new InvalidOperationException($"There is no sample for '{name}'. There are: {string.Join(", ", SampleCatalog.Pipelines)}.");
            var date = LocalDatePattern.Iso.Parse(parsed.GetValue(execDate)!);
            if (!date.Success)
            {
                throw new InvalidOperationException($"--exec-date '{parsed.GetValue(execDate)}' is not a date that exists, yyyy-MM-dd.");
            }

            var target = Directory.CreateDirectory(parsed.GetValue(folder)!).FullName;
            foreach (var file in sample.Write(target, date.Value, parsed.GetValue(rows)))
            {
                Console.Out.WriteLine($"{file.Path}  {file.Rows} rows");
            }

            return Task.FromResult(0);
        }));
        return command;
    }
}
