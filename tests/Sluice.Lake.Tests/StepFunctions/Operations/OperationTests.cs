using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Tests.StepFunctions.Operations;

public sealed class OperationTests
{
    private const string Succeed = """{"StartAt": "S", "States": {"S": {"Type": "Succeed"}}}""";
    private const string Arn = "arn:aws:states:eu-west-1:000000000000:stateMachine:m";

    [Fact]
    public async Task StateMachine_LivesThroughARestart()
    {
        var folder = Directory.CreateTempSubdirectory("sluice-sfn-").FullName;
        try
        {
            await using (var first = new TestMachine(folder))
            {
                Assert.Equal(Arn, (string?)(await CreateAsync(first, "m"))["stateMachineArn"]);
                Assert.Equal(Arn, (string?)(await CreateAsync(first, "m"))["stateMachineArn"]); // the same again
            }

            await using var second = new TestMachine(folder);
            var machine = await second.CallAsync("DescribeStateMachine", $$"""{"stateMachineArn": "{{Arn}}"}""");
            Assert.Equal($"m ACTIVE STANDARD {Succeed}", $"{machine["name"]} {machine["status"]} {machine["type"]} {machine["definition"]}");
            await second.CallAsync("DeleteStateMachine", $$"""{"stateMachineArn": "{{Arn}}"}""");
            Assert.Empty((JsonArray)(await second.CallAsync("ListStateMachines", "{}"))["stateMachines"]!);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task UpdateStateMachine_OfDefinitionAndRoleAtOnce_LosesNeither()
    {
        await using var machine = new TestMachine();
        await CreateAsync(machine, "m");
        using var barrier = new Barrier(2);
        for (var round = 0; round < 10; round++)
        {
            // Reading it takes long: the role comes in between.
            var definition = TestMachine.Definition(string.Join(", ", Enumerable.Range(0, 2000).Select(each => $$""" "S{{each}}": {"Type": "Pass", "Result": {{round}}, "Next": "S{{(each + 1) % 2000}}"} """)));
            await Task.WhenAll(
                UpdateAsync("definition", definition),
                UpdateAsync("roleArn", $"r{round}"));

            var found = await machine.CallAsync("DescribeStateMachine", $$"""{"stateMachineArn": "{{Arn}}"}""");
            Assert.Equal((definition, $"r{round}"), ((string?)found["definition"], (string?)found["roleArn"]));
        }

        Task UpdateAsync(string field, string value) => Task.Run(async () =>
        {
            barrier.SignalAndWait(TestContext.Current.CancellationToken);
            await machine.CallAsync("UpdateStateMachine", new JsonObject { ["stateMachineArn"] = Arn, [field] = value }.ToJsonString());
        });
    }

    [Theory]
    [InlineData("CreateStateMachine", """{"name": "a b", "definition": "DEF", "roleArn": "r"}""", "InvalidName")]
    [InlineData("CreateStateMachine", """{"name": "m", "definition": "{}", "roleArn": "r"}""", "InvalidDefinition")]
    [InlineData("CreateStateMachine", """{"name": "m", "definition": "DEF", "roleArn": "other"}""", "StateMachineAlreadyExists")]
    [InlineData("CreateStateMachine", """{"name": "e", "definition": "DEF", "roleArn": "r", "type": "EXPRESS"}""", "StateMachineTypeNotSupported")]
    [InlineData("UpdateStateMachine", """{"stateMachineArn": "ARN"}""", "MissingRequiredParameter")]
    [InlineData("DescribeStateMachine", """{"stateMachineArn": "ARNx"}""", "StateMachineDoesNotExist")]
    [InlineData("DescribeStateMachine", """{"stateMachineArn": "m"}""", "InvalidArn")]
    [InlineData("StartExecution", """{"stateMachineArn": "ARN", "input": "{"}""", "InvalidExecutionInput")]
    [InlineData("StartExecution", """{"stateMachineArn": "ARN", "name": "a/b"}""", "InvalidName")]
    [InlineData("StartExecution", """{"stateMachineArn": null}""", "ValidationException")]
    [InlineData("StartSyncExecution", """{"stateMachineArn": "ARN"}""", "StateMachineTypeNotSupported")]
    [InlineData("DescribeExecution", """{"executionArn": "arn:aws:states:eu-west-1:000000000000:execution:m:none"}""", "ExecutionDoesNotExist")]
    [InlineData("GetExecutionHistory", """{"executionArn": "none"}""", "InvalidArn")]
    [InlineData("ListExecutions", """{"stateMachineArn": "ARN", "nextToken": "x"}""", "InvalidToken")]
    [InlineData("ListExecutions", """{"stateMachineArn": "ARN", "statusFilter": "DONE"}""", "ValidationException")]
    [InlineData("ListExecutions", """{"stateMachineArn": "ARN", "mapRunArn": "x"}""", "ValidationException")]
    [InlineData("RedriveExecution", """{}""", "UnknownOperationException")]
    public async Task Errors(string operation, string request, string code)
    {
        await using var machine = new TestMachine();
        await CreateAsync(machine, "m");
        var definition = Succeed.Replace("\"", "\\\"", StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<AwsServiceException>(() => machine.CallAsync(
            operation, request.Replace("ARN", Arn, StringComparison.Ordinal).Replace("DEF", definition, StringComparison.Ordinal)));
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public async Task StartExecution_IsIdempotentWhileItRuns()
    {
        await using var machine = new TestMachine(realTime: true);
        var definition = TestMachine.Definition(""" "W": {"Type": "Wait", "Seconds": 3600, "End": true} """);
        var arn = machine.Start(definition, """{"a":1}""", "one");
        Assert.Equal(arn, machine.Start(definition, """{"a":1}""", "one"));
        var error = Assert.Throws<AwsServiceException>(() => machine.Start(definition, """{"a":2}""", "one"));
        Assert.Equal("ExecutionAlreadyExists", error.Code);
        await machine.CallAsync("StopExecution", $$"""{"executionArn": "{{arn}}"}""");
        Assert.Throws<AwsServiceException>(() => machine.Start(definition, """{"a":1}""", "one"));
    }

    [Fact]
    public async Task GetExecutionHistory_PagesBothWays_AndLeavesDataOut()
    {
        await using var machine = new TestMachine();
        var description = await machine.RunAsync(TestMachine.Definition(""" "P": {"Type": "Pass", "Next": "S"}, "S": {"Type": "Succeed"} """), """{"a":1}""");
        var arn = (string)description["executionArn"]!;

        var first = await machine.CallAsync("GetExecutionHistory", $$"""{"executionArn": "{{arn}}", "maxResults": 4}""");
        var second = await machine.CallAsync("GetExecutionHistory", $$"""{"executionArn": "{{arn}}", "maxResults": 4, "nextToken": "{{first["nextToken"]}}"}""");
        Assert.Equal(
            ["1<0 ExecutionStarted", "2<0 PassStateEntered", "3<2 PassStateExited", "4<3 SucceedStateEntered", "5<4 SucceedStateExited", "6<5 ExecutionSucceeded"],
            ((JsonArray)first["events"]!).Concat((JsonArray)second["events"]!).Select(static each => $"{each!["id"]}<{each["previousEventId"]} {each["type"]}"));
        Assert.Null(second["nextToken"]);
        Assert.Equal(
            """{"name":"P","input":"{\"a\":1}","inputDetails":{"truncated":false}}""",
            first["events"]![1]!["stateEnteredEventDetails"]!.ToJsonString().Replace("\\u0022", "\\\"", StringComparison.Ordinal));

        var reverse = await machine.CallAsync("GetExecutionHistory", $$"""{"executionArn": "{{arn}}", "reverseOrder": true, "maxResults": 1, "includeExecutionData": false}""");
        Assert.Equal("ExecutionSucceeded", (string?)reverse["events"]![0]!["type"]);
        Assert.Null(reverse["events"]![0]!["executionSucceededEventDetails"]!["output"]);
    }

    [Fact]
    public async Task ListExecutions_FiltersAndPages_LatestFirst()
    {
        await using var machine = new TestMachine();
        foreach (var name in (string[])["one", "two", "three"])
        {
            var arn = machine.Start(TestMachine.Definition(""" "C": {"Type": "Choice", "Choices": [{"Variable": "$$.Execution.Name", "StringEquals": "two", "Next": "F"}], "Default": "S"}, "F": {"Type": "Fail"}, "S": {"Type": "Succeed"} """), name: name);
            await machine.Service.WaitForExecutionAsync(arn, TestContext.Current.CancellationToken);
        }

        var list = machine.Service.StateMachineArn("machine");
        var all = await machine.CallAsync("ListExecutions", $$"""{"stateMachineArn": "{{list}}", "maxResults": 2}""");
        Assert.Equal(["three SUCCEEDED", "two FAILED"], ((JsonArray)all["executions"]!).Select(static each => $"{each!["name"]} {each["status"]}"));
        Assert.Equal("2", (string?)all["nextToken"]);
        var failed = await machine.CallAsync("ListExecutions", $$"""{"stateMachineArn": "{{list}}", "statusFilter": "FAILED"}""");
        Assert.Equal("two", (string?)Assert.Single((JsonArray)failed["executions"]!)!["name"]);
    }

    [Fact]
    public async Task ValidateStateMachineDefinition_TellsEachProblem()
    {
        await using var machine = new TestMachine();
        var answer = await machine.CallAsync("ValidateStateMachineDefinition", """{"definition": "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"Next\": \"B\"}}}"}""");
        Assert.Equal(
            """{"result":"FAIL","diagnostics":[{"severity":"ERROR","code":"MISSING_TRANSITION_TARGET","message":"There is no state \u0027B\u0027.","location":"/States/A/Next"}],"truncated":false}""",
            answer.ToJsonString());
    }

    private static Task<JsonObject> CreateAsync(TestMachine machine, string name) => machine.CallAsync(
        "CreateStateMachine",
        new JsonObject { ["name"] = name, ["definition"] = Succeed, ["roleArn"] = "r", ["type"] = "STANDARD" }.ToJsonString());
}
