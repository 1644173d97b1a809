using System.Text.Json.Nodes;

namespace Sluice.Lake.Tests.StepFunctions;

/// <summary>An execution that cannot be taken up ends, and holds no other up.</summary>
public sealed class UnreadableExecutionTests
{
    private const string Pause = """ "W": {"Type": "Wait", "Seconds": 3600, "End": true} """;

    [Theory]
    [InlineData("empty")]
    [InlineData("broken")]
    [InlineData("definition")]
    public async Task ItFails_WithAWordWhy_AndTheOthersGoOn(string what)
    {
        using var folder = new MachineFolder();
        string bad, good;
        await using (var first = new TestMachine(folder.Path, realTime: true))
        {
            var pausing = Task.WhenAll(MachineFolder.WhenWritten(first, "bad", "WaitStateEntered"), MachineFolder.WhenWritten(first, "good", "WaitStateEntered"));
            bad = first.Start(TestMachine.Definition(Pause), """{"a":1}""", "bad");
            good = first.Start(TestMachine.Definition(Pause), name: "good");
            await pausing;
        }

        var path = folder.JournalOf("bad");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            path,
            what switch
            {
                "empty" => "",
                "broken" => text.ReplaceLineEndings("\n{\n"),
                _ => text.Replace("Wait", "Weight", StringComparison.Ordinal),
            },
            TestContext.Current.CancellationToken);

        await using var second = new TestMachine(folder.Path);
        var ended = new List<string>();
        second.Service.ExecutionEnded = (header, end) =>
        {
            lock (ended)
            {
                ended.Add($"{header.Name} {end.Type} {header.Input}");
            }

            return true;
        };
        second.Service.Resume();
        await second.Service.WaitForExecutionAsync(good, TestContext.Current.CancellationToken);
        await second.Service.WaitForExecutionAsync(bad, TestContext.Current.CancellationToken);

        var description = second.Service.DescribeExecution(bad);
        Assert.Equal(("FAILED", "States.Runtime"), ((string?)description["status"], (string?)description["error"]));
        Assert.StartsWith(
            what switch
            {
                "empty" => $"What the execution has done cannot be read: its journal, kept as {path}.unreadable, does not begin with the execution.",
                "broken" => $"What the execution has done cannot be read: its journal, kept as {path}.unreadable, has a line that is none: ",
                _ => "The definition that the execution was started with is not one that this lake takes: InvalidDefinition: ",
            },
            (string?)description["cause"],
            StringComparison.Ordinal);
        Assert.Equal("SUCCEEDED", (string?)second.Service.DescribeExecution(good)["status"]);
        Assert.Contains($"bad ExecutionFailed {(what == "empty" ? "{}" : """{"a":1}""")}", ended);
        var list = await second.CallAsync("ListExecutions", $$"""{"stateMachineArn": "{{second.Service.StateMachineArn("machine")}}", "statusFilter": "FAILED"}""");
        Assert.Equal("bad", (string?)Assert.Single((JsonArray)list["executions"]!)!["name"]);
    }
}
