using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.Template;

/// <summary>
/// What stands in the state machines several times, since AWS reads no YAML anchors, is the same each time: a budget that is changed in
/// one place is changed in all.
/// </summary>
public sealed class RepeatedStatesTests
{
    private static readonly JsonObject Definition = JsonNode.Parse(ReadTemplate.EtlPipeline.Definition)!.AsObject();

    /// <summary>The states are named as those of CrawlLanding, with a word more.</summary>
    [Theory]
    [InlineData("RunStages", "Stage")]
    [InlineData("CrawlProcessed", "Processed")]
    public void CrawlersAreRunInTheSameWay(string map, string word)
    {
        var landing = Loop("CrawlLanding", "");
        var other = Loop(map, word);

        Assert.Equal(["CrawlFailed", "Crawled", "GetCrawlerState", "IsCrawled", "StartCrawler", "WaitCrawler"], landing.Keys);
        Assert.Equal(landing.Keys, other.Keys);
        Assert.All(landing, state => Assert.Equal(state.Value, other[state.Key]));
    }

    [Fact]
    public void CrawlersOfBothZonesRunSideBySideInTheSameWay()
    {
        var (landing, processed) = (Definition["States"]!["CrawlLanding"]!, Definition["States"]!["CrawlProcessed"]!);
        foreach (var field in (string[])["ItemSelector", "MaxConcurrency", "Catch"])
        {
            Assert.Equal(landing[field]!.ToJsonString(), processed[field]!.ToJsonString());
        }
    }

    /// <summary>Lambda's own errors, which any invocation may meet, and how often they are met by another one.</summary>
    [Fact]
    public void EveryFunctionIsCalledAgainInTheSameWay()
    {
        var invocations = ReadTemplate.Value.StateMachines
            .SelectMany(static machine => States(JsonNode.Parse(machine.Definition)!.AsObject()))
            .Where(static state => (string?)state.State["Resource"] == "arn:aws:states:::lambda:invoke")
            .ToList();

        Assert.True(invocations.Count > 20);
        Assert.All(invocations, static state =>
        {
            var retry = Assert.Single(state.State["Retry"]!.AsArray(), static retry => Errors(retry!).Any(IsLambdas))!;
            Assert.Equal(
                [
                    "Lambda.ClientExecutionTimeoutException", "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException",
                    "Lambda.TooManyRequestsException",
                ],
                Errors(retry).Where(IsLambdas));
            var budget = retry.DeepClone().AsObject();
            budget.Remove("ErrorEquals");
            Assert.Equal("""{"IntervalSeconds":2,"BackoffRate":2,"MaxAttempts":6,"MaxDelaySeconds":60,"JitterStrategy":"FULL"}""", budget.ToJsonString());
        });

        static bool IsLambdas(string error) => error.StartsWith("Lambda.", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Errors(JsonNode retry) => retry["ErrorEquals"]!.AsArray().Select(static error => (string)error!);

    /// <summary>The states that a crawler is run by, from its start on, as text and without what they may differ in: the word, comments, what goes in and comes out.</summary>
    private static SortedDictionary<string, string> Loop(string map, string word)
    {
        var states = Definition["States"]![map]!["ItemProcessor"]!["States"]!.AsObject();
        var loop = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var open = new Stack<string>([$"Start{word}Crawler"]);
        while (open.TryPop(out var name))
        {
            var state = states[name]!.DeepClone().AsObject();
            foreach (var next in Nexts(state).Where(next => !loop.ContainsKey(Plain(next))))
            {
                open.Push(next);
            }

            state.Remove("Comment");
            if (Plain(name) is "StartCrawler")
            {
                state["Parameters"]!.AsObject().Remove("Payload");
                state["Parameters"]!.AsObject().Remove("Payload.$");
            }
            else if (Plain(name) is "Crawled")
            {
                state.Remove("Parameters");
            }

            loop[Plain(name)] = Plain(state.ToJsonString());
        }

        return loop;

        string Plain(string text) => word.Length == 0 ? text : text.Replace(word, "", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Nexts(JsonObject state) =>
        new[] { state["Next"], state["Default"] }
            .Concat((state["Choices"]?.AsArray() ?? []).Select(static choice => choice!["Next"]))
            .Select(static next => (string?)next)
            .OfType<string>();

    private static IEnumerable<(string Name, JsonObject State)> States(JsonObject machine) =>
        machine["States"]!.AsObject().SelectMany(static state => state.Value!["ItemProcessor"] is JsonObject inner
            ? States(inner).Prepend((state.Key, state.Value.AsObject()))
            : [(state.Key, state.Value.AsObject())]);
}
