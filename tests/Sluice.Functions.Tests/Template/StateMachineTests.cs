using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Sluice.Configuration;

namespace Sluice.Functions.Tests.Template;

/// <summary>The state machine and the functions agree: names in payloads and results, and time-outs.</summary>
public sealed class StateMachineTests
{
    private static readonly JsonObject Definition =
        JsonNode.Parse(ReadTemplate.EtlPipeline.Definition)!.AsObject();

    private static readonly JsonObject ResultRows = JsonNode.Parse(ReadTemplate.ResultRows.Definition)!.AsObject();

    private static readonly JsonObject Backfill = JsonNode.Parse(ReadTemplate.Backfill.Definition)!.AsObject();

    private static readonly JsonObject Closing = JsonNode.Parse(ReadTemplate.CloseExecution.Definition)!.AsObject();

    [Fact]
    public void EverySubstitution_IsMade() => Assert.All(
        ReadTemplate.Value.StateMachines, static machine => Assert.DoesNotContain("${", machine.Definition, StringComparison.Ordinal));

    [Fact]
    public void EveryFunction_HasItsState() => Assert.Equal(
        // A person invokes Rollback.
        DeclaredFunction.All.Select(static function => function.Class).Except([typeof(Rollback)]),
        FunctionStates().Select(static state => state.Function.Class).Append(typeof(HandleResultRow)).Distinct().OrderBy(static type => type.Name));

    /// <summary>Its function is the one that the pipeline names, HandleResultRow unless it names another.</summary>
    [Fact]
    public void RowHandler_IsGivenWhatHandleResultRowTakes()
    {
        var map = ResultRows["States"]!["HandleRows"]!;
        var task = map["ItemProcessor"]!["States"]!["HandleRow"]!;
        Assert.Equal("$.handler", (string?)task["Parameters"]!["FunctionName.$"]);
        Assert.Equal("$.row", (string?)task["Parameters"]!["Payload.$"]);
        Assert.Equal(
            JsonNames(typeof(Contracts.HandleResultRowInput)),
            map["ItemSelector"]!["row"]!.AsObject().Select(static pair => pair.Key.Replace(".$", "")).ToHashSet());
    }

    [Fact]
    public void Payloads_HaveTheNamesOfTheInput() => Assert.All(FunctionStates(), static state =>
    {
        if (state.State["Parameters"]!["Payload"] is JsonObject payload)
        {
            Assert.Subset(JsonNames(state.Function.Input), payload.Select(static pair => pair.Key.Replace(".$", "")).ToHashSet());
        }
    });

    [Fact]
    public void Results_HaveTheNamesOfTheOutput() => Assert.All(FunctionStates(), static state =>
    {
        if (state.State["ResultSelector"] is JsonObject selector)
        {
            Assert.Subset(
                JsonNames(state.Function.Output),
                selector.Select(static pair => ((string)pair.Value!).Replace("$.Payload.", "")).ToHashSet());
        }
    });

    [Fact]
    public void Choices_AskWhatReadSetupAnswers() => Assert.All(
        States(Definition).Where(static state => (string)state.State["Type"]! == "Choice" && state.Name.StartsWith("Has", StringComparison.Ordinal)),
        static state => Assert.Contains(
            ((string)state.State["Choices"]![0]!["Variable"]!).Replace("$.", ""), JsonNames(typeof(Contracts.ReadSetupOutput))));

    [Fact]
    public void EveryFunction_IsCalledAgainWhenAServiceThrottlesIt() => Assert.All(
        States(Definition).Concat(States(ResultRows)).Concat(States(Closing)).Where(static state => (string?)state.State["Resource"] == "arn:aws:states:::lambda:invoke"),
        static state =>
        {
            var retry = Retrier(state.State, "ThrottledException");
            Assert.Equal("FULL", (string?)retry["JitterStrategy"]);
            Assert.InRange((double)retry["BackoffRate"]!, 1.5, 4);
            Assert.InRange((int)retry["MaxAttempts"]!, 5, int.MaxValue);
        });

    /// <summary>Athena refuses a query while as many run and wait as the account may have: one of them has to end first, and may take all of its time.</summary>
    [Theory]
    [InlineData("RunEtlInsertAthena", "ThrottledException")]
    [InlineData("CheckQuality", "ThrottledException")]
    [InlineData("RunStageAthena", "ThrottledException")]
    [InlineData("RunAudit", "ThrottledException")]
    [InlineData("StartResultQuery", "Athena.TooManyRequestsException")]
    public void WhatStartsQueries_WaitsForAthenasQueue(string state, string error) =>
        AssertLasts(Retrier(State(state), error), new PollingConfiguration().QueryLimitSeconds * 3 / 2);

    /// <summary>Another run's crawl has to end first, and may take as long as pipeline.json can say.</summary>
    [Theory]
    [InlineData("IngestLanding")]
    [InlineData("StartCrawler")]
    [InlineData("StartStageCrawler")]
    [InlineData("StartProcessedCrawler")]
    public void WhatNeedsACrawler_WaitsForItsEnd(string state) => AssertLasts(Retrier(State(state), "CrawlerRunningException"), 21_600);

    [Fact]
    public void ExecutionThatCouldNotBeStarted_IsStartedAgain() => Assert.All(
        States(Definition).Concat(States(Backfill)).Where(static state => (string?)state.State["Resource"] == "arn:aws:states:::states:startExecution.sync:2"),
        static state =>
        {
            var retry = Assert.Single(state.State["Retry"]?.AsArray() ?? [])!;
            Assert.Equal(
                [
                    "StepFunctions.AWSStepFunctionsException", "StepFunctions.SdkClientException", "StepFunctions.ExecutionLimitExceeded",
                    "StepFunctions.ExecutionLimitExceededException",
                ],
                retry["ErrorEquals"]!.AsArray().Select(static error => (string)error!));
            AssertLasts(retry.AsObject(), 60);
        });

    /// <summary>A cold start comes on top of it: a state that gives up earlier leaves its function at work.</summary>
    [Fact]
    public void States_WaitLongerThanTheirFunctionMayTake() => Assert.All(FunctionStates(), static state =>
        Assert.InRange((int)state.State["TimeoutSeconds"]!, (int)state.Function.Attribute.Timeout + 30, int.MaxValue));

    [Fact]
    public void EveryTaskOfTheRun_CatchesEverything_UnlessItsMapDoes()
    {
        var outer = Definition["States"]!.AsObject().Where(static state => (string)state.Value!["Type"]! is "Task" or "Map");
        Assert.All(outer, static state => Assert.Equal(
            "States.ALL", (string?)state.Value!["Catch"]?.AsArray()[^1]?["ErrorEquals"]?[0]));
    }

    [Fact]
    public void DoneFileRule_StartsIt()
    {
        var rule = ReadTemplate.Value.Rules.Single(static rule => rule.Name == "sluice-done-file-dev");
        Assert.Equal(
            "arn:aws:states:eu-west-1:000000000000:stateMachine:sluice-etl-pipeline-dev", Assert.Single(rule.Targets).Arn);
    }

    [Fact]
    public void ExecutionEndedRule_StartsTheClosing_OfTheRunsAlone()
    {
        var rule = ReadTemplate.Value.Rules.Single(static rule => rule.Name == "sluice-execution-ended-dev");
        Assert.Equal(
            """{"stateMachineArn":["arn:aws:states:eu-west-1:000000000000:stateMachine:sluice-etl-pipeline-dev"],"status":["ABORTED","TIMED_OUT","FAILED"]}""",
            rule.Pattern["detail"]!.ToJsonString());
        Assert.Equal("arn:aws:states:eu-west-1:000000000000:stateMachine:sluice-close-execution-dev", Assert.Single(rule.Targets).Arn);
    }

    /// <summary>The retrier that an error meets: the first that names it.</summary>
    private static JsonObject Retrier(JsonObject state, string error) =>
        state["Retry"]!.AsArray().First(retry => retry!["ErrorEquals"]!.AsArray().Any(name => (string?)name == error))!.AsObject();

    /// <summary>With full jitter a wait is half of its length on average; so many of them differ little from that.</summary>
    private static void AssertLasts(JsonObject retry, int seconds)
    {
        Assert.Equal("FULL", (string?)retry["JitterStrategy"]);
        var (interval, rate, longest) = ((double)retry["IntervalSeconds"]!, (double)retry["BackoffRate"]!, (double)retry["MaxDelaySeconds"]!);
        var waits = Enumerable.Range(0, (int)retry["MaxAttempts"]!).Sum(attempt => Math.Min(interval * Math.Pow(rate, attempt), longest) / 2);
        Assert.InRange(waits, seconds, int.MaxValue);
    }

    private static JsonObject State(string name) => States(Definition).Single(state => state.Name == name).State;

    private static IEnumerable<(string Name, JsonObject State, DeclaredFunction Function)> FunctionStates() =>
        from state in States(Definition).Concat(States(Closing))
        where (string?)state.State["Resource"] == "arn:aws:states:::lambda:invoke"
        let arn = (string)state.State["Parameters"]!["FunctionName"]!
        select (state.Name, state.State, DeclaredFunction.All.Single(
            function => arn.EndsWith($":function:sluice-dev-{function.Class.Name}", StringComparison.Ordinal)));

    private static IEnumerable<(string Name, JsonObject State)> States(JsonObject machine)
    {
        foreach (var (name, node) in machine["States"]!.AsObject())
        {
            var state = node!.AsObject();
            yield return (name, state);
            if (state["ItemProcessor"] is JsonObject inner)
            {
                foreach (var nested in States(inner))
                {
                    yield return nested;
                }
            }
        }
    }

    private static HashSet<string> JsonNames(Type type) =>
        [.. type.GetProperties().Select(static property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name).OfType<string>()];
}
