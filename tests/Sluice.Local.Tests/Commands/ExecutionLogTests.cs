using System.Text.Json.Nodes;
using Sluice.Lake.Tests.StepFunctions;
using Sluice.Local.Commands;

namespace Sluice.Local.Tests.Commands;

/// <summary>What <c>sluice up</c> prints of executions, from the histories of some that really ran.</summary>
public sealed class ExecutionLogTests : IAsyncDisposable
{
    private readonly TestMachine machine = new();

    public ValueTask DisposeAsync() => machine.DisposeAsync();

    [Fact]
    public async Task DoneFilesRun_IsNamedByItsKey() => Assert.Equal(
        ["RUNNING incoming/shop/2026-11-20/sales.done", "SUCCEEDED "],
        await LinesAsync("\"Work\": { \"Type\": \"Pass\", \"End\": true }", """{"detail":{"object":{"key":"incoming/shop/2026-11-20/sales.done"}}}"""));

    [Fact]
    public async Task FailedRun_SaysWhy_InOneLine() => Assert.Equal(
        ["RUNNING {\"pipeline\":\"sales\"}", "FAILED Wrong: one line and another"],
        await LinesAsync("\"Work\": { \"Type\": \"Fail\", \"Error\": \"Wrong\", \"Cause\": \"one line\\n  and another\" }", """{"pipeline":"sales"}"""));

    /// <summary>The lines without time and name.</summary>
    private async Task<List<string>> LinesAsync(string states, string input)
    {
        var execution = await machine.RunAsync(TestMachine.Definition(states), input);
        using var output = new StringWriter { NewLine = "\n" };
        var log = new ExecutionLog(output);
        foreach (var historyEvent in machine.History(execution))
        {
            log.Saw("arn:aws:states:eu-west-1:000000000000:execution:m:one", (JsonObject)JsonNode.Parse(historyEvent.ToProtocol(includeData: true).ToJsonString())!);
        }

        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line =>
        {
            Assert.Matches("^[0-9]{2}:[0-9]{2}:[0-9]{2}Z  [A-Z]+ +m:one", line);
            return $"{line[11..20].TrimEnd()} {line[20..].Replace("m:one", "", StringComparison.Ordinal).Trim()}";
        })];
    }
}
