using System.Text.Json.Nodes;

namespace Sluice.Lake.Tests.StepFunctions.Operations;

/// <summary>What comes between two pages changes neither what the second begins with nor what is missing.</summary>
public sealed class PagingTests
{
    [Fact]
    public async Task ListExecutions_GoesOnWhereItWas_WhenOthersHaveStarted()
    {
        await using var machine = new TestMachine();
        foreach (var name in (string[])["one", "two", "three"])
        {
            machine.Start(Succeed, name: name);
        }

        var first = await ListAsync(machine, "");
        machine.Start(Succeed, name: "four");
        var second = await ListAsync(machine, $""", "nextToken": "{first["nextToken"]}" """);

        Assert.Equal(["three", "two", "one"], Names(first, "executions").Concat(Names(second, "executions")));
        Assert.Null(second["nextToken"]);
    }

    [Fact]
    public async Task GetExecutionHistory_Backwards_GoesOnWhereItWas_WhenMoreHasHappened()
    {
        await using var machine = new TestMachine(realTime: true);
        var pausing = MachineFolder.WhenWritten(machine, "one", "WaitStateEntered");
        var arn = machine.Start(TestMachine.Definition(""" "P": {"Type": "Pass", "Next": "W"}, "W": {"Type": "Wait", "Seconds": 3600, "End": true} """), name: "one");
        await pausing;

        var first = await HistoryAsync(machine, arn, "");
        await machine.CallAsync("StopExecution", $$"""{"executionArn": "{{arn}}"}""");
        var second = await HistoryAsync(machine, arn, $""", "nextToken": "{first["nextToken"]}" """);

        Assert.Equal([4, 3, 2, 1], Ids(first).Concat(Ids(second)));
    }

    [Fact]
    public async Task ListStateMachines_GoesOnWhereItWas_WhenOthersAreMade()
    {
        await using var machine = new TestMachine();
        foreach (var name in (string[])["b", "d"])
        {
            machine.Service.UpsertStateMachine(name, Succeed, TestMachine.Role);
        }

        var first = await machine.CallAsync("ListStateMachines", """{"maxResults": 1}""");
        machine.Service.UpsertStateMachine("a", Succeed, TestMachine.Role);
        machine.Service.UpsertStateMachine("c", Succeed, TestMachine.Role);
        var second = await machine.CallAsync("ListStateMachines", $$"""{"nextToken": "{{first["nextToken"]}}"}""");

        Assert.Equal(["b", "c", "d"], Names(first, "stateMachines").Concat(Names(second, "stateMachines")));
    }

    private static string Succeed => TestMachine.Definition(""" "S": {"Type": "Succeed"} """);

    private static Task<JsonObject> ListAsync(TestMachine machine, string more) =>
        machine.CallAsync("ListExecutions", $$"""{"stateMachineArn": "{{machine.Service.StateMachineArn("machine")}}", "maxResults": 2{{more}}}""");

    private static Task<JsonObject> HistoryAsync(TestMachine machine, string arn, string more) =>
        machine.CallAsync("GetExecutionHistory", $$"""{"executionArn": "{{arn}}", "reverseOrder": true, "maxResults": 2{{more}}}""");

    private static IEnumerable<string?> Names(JsonObject answer, string list) => ((JsonArray)answer[list]!).Select(static each => (string?)each!["name"]);

    private static IEnumerable<int> Ids(JsonObject answer) => ((JsonArray)answer["events"]!).Select(static each => (int)each!["id"]!);
}
