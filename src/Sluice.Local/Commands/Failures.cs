using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.Template;

namespace Sluice.Local.Commands;

/// <summary>Turns what a command can fail with into a sentence on standard error and exit code 1.</summary>
public static class Failures
{
    /// <summary>Runs a command. A failure that a user can do something about is a message; anything else is a bug and keeps its stack trace.</summary>
    /// <param name="command">The command; returns its exit code.</param>
    /// <param name="report">Called with the error's name and message besides, by commands whose output a program reads.</param>
    public static Task<int> ReportAsync(Func<Task<int>> command, Action<string, string>? report = null) => ReportAsync(_ => command(), report);

    /// <summary>Runs a command that works with a lake, as above.</summary>
    /// <param name="command">The command; what it adds to the end that it is given lasts until its failure is reported. Returns its exit code.</param>
    /// <param name="report">As above.</param>
    public static async Task<int> ReportAsync(Func<CommandEnd, Task<int>> command, Action<string, string>? report = null)
    {
        await using var end = new CommandEnd();
        try
        {
            return await command(end);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("sluice: interrupted. A run that was under way goes on when the lake is started again, with sluice up.");
            return 130;
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            var code = exception is AwsServiceException refused ? refused.Code : exception.GetType().Name;
            var message = exception is HttpRequestException or HttpIOException
                ? $"The lake has gone away: {exception.Message}. Runs that were under way go on when it starts again on its folder, with sluice up; sluice runs tells how they ended."
                : exception.Message;
            await Console.Error.WriteLineAsync($"sluice: {message}{(exception is AwsServiceException ? $" ({code})" : "")}");
            report?.Invoke(code, message);
            return 1;
        }
    }

    private static bool IsExpected(Exception exception) => exception
        is AwsServiceException or IOException or InvalidDataException or InvalidOperationException or HttpRequestException
        or UnauthorizedAccessException or TemplateException or LakeInUseException or SluiceException;
}
