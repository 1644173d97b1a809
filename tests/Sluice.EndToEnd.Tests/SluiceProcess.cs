using System.Diagnostics;
using System.Text;

namespace Sluice.EndToEnd.Tests;

/// <summary>Runs the <c>sluice</c> command line as a user's shell does: a process of its own.</summary>
internal static class SluiceProcess
{
    internal static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "sluice.dll");

    internal static ProcessStartInfo StartInfo(string workingFolder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Assembly);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    internal static Task<CommandResult> RunAsync(string workingFolder, params IEnumerable<string> arguments) =>
        RunAsync(StartInfo(workingFolder, arguments));

    internal static async Task<CommandResult> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!; // UseShellExecute is off: always a new process
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CommandResult(process.ExitCode, await output, await error);
    }
}

/// <summary>What a command did.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>The command's output, or a failed test that shows everything it said.</summary>
    internal string Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} instead of {exitCode}\n{Output}\n{Error}");
        return Output;
    }
}
