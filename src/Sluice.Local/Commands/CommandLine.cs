using System.CommandLine;

namespace Sluice.Local.Commands;

/// <summary>The <c>sluice</c> command: one class a subcommand; without one it shows the demo.</summary>
public static class CommandLine
{
    /// <summary>Builds the command.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand(
            "Runs Sluice's pipelines on this machine: the template, state machine and functions that are deployed, on an embedded lake.\n" +
            "Without a command: the demo. It makes a sample, drops it with a done-file, shows the run, and prints what was published.")
        {
            UpCommand.Create(),
            RunCommand.Create(),
            BackfillCommand.Create(),
            RunsCommand.Create(),
            RollbackCommand.Create(),
            QueryCommand.Create(),
            LineageCommand.Create(),
            InvokeCommand.Create(),
            SampleCommand.Create(),
            ValidateCommand.Create(),
        };
        root.SetAction(static (_, cancellationToken) => DemoCommand.RunAsync(cancellationToken));
        return root;
    }
}
