namespace Sluice.Lake.Tests.StepFunctions;

/// <summary>A folder in which one <see cref="TestMachine"/> stops and another goes on.</summary>
internal sealed class MachineFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sluice-sfn-").FullName;

    /// <summary>The journal of the only execution of this name.</summary>
    public string JournalOf(string execution) =>
        Assert.Single(Directory.GetFiles(System.IO.Path.Combine(Path, "stepfunctions", "executions"), $"{execution}-*.jsonl"));

    /// <summary>Completes when an execution has written an event of this type.</summary>
    public static Task WhenWritten(TestMachine machine, string execution, string type)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        machine.Service.EventWritten += (arn, each) =>
        {
            if (each.Type == type && arn.EndsWith($":{execution}", StringComparison.Ordinal))
            {
                written.TrySetResult();
            }
        };
        return written.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
