using Sluice.Local.Commands;

var command = CommandLine.Create().Parse(args);
if (command.Action == command.CommandResult.Command.Action) // not help, nor what cannot be parsed
{
    StartupProfile.Start(command.CommandResult.Command.Name);
}

return await command.InvokeAsync();
