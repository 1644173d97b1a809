using Sluice.Local.Commands;

return await CommandLine.Create().Parse(args).InvokeAsync();
