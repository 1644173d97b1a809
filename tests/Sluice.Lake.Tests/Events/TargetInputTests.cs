using System.Text.Json.Nodes;
using Sluice.Lake.Events;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Tests.Events;

public sealed class TargetInputTests
{
    private static readonly JsonObject Event = (JsonObject)JsonNode.Parse(
        """{"id": "1", "resources": ["r"], "detail": {"key": "a \"b\"", "size": 5, "tags": ["x"]}}""")!;

    [Fact]
    public void Of_NothingSaid_IsTheEvent() =>
        Assert.Equal("""{"id":"1","resources":["r"],"detail":{"key":"a \"b\"","size":5,"tags":["x"]}}""", Of(Target()));

    [Fact]
    public void Of_Input_IsThat() => Assert.Equal("""{"a": 1}""", Of(Target() with { Input = """{"a": 1}""" }));

    [Theory]
    [InlineData("$.detail.size", "5")]
    [InlineData("$.resources[0]", "\"r\"")]
    [InlineData("$['detail'].tags", "[\"x\"]")]
    [InlineData("$.detail.missing", "null")]
    public void Of_InputPath_IsThatPart(string path, string expected) => Assert.Equal(expected, Of(Target() with { InputPath = path }));

    [Theory]
    [InlineData("""{"k": <key>, "s": <size>}""", """{"k": "a \"b\"", "s": 5}""")]
    [InlineData("""{"text": "<key> of <size> with <tags>"}""", """{"text": "a \"b\" of 5 with [\"x\"]"}""")]
    [InlineData("""{"m": <missing>, "t": "<missing>", "other": "<unknown>"}""", """{"m": null, "t": "", "other": "<unknown>"}""")]
    [InlineData("""{"rule": "<aws.events.rule-name>", "at": <aws.events.event.ingestion-time>}""", """{"rule": "done", "at": "2026-11-21T06:00:00.000Z"}""")]
    [InlineData("\"<size> bytes\"", "\"5 bytes\"")]
    public void Of_InputTransformer_FillsTheTemplate(string template, string expected)
    {
        var paths = new Dictionary<string, string>
        {
            ["key"] = "$.detail.key", ["size"] = "$.detail.size", ["tags"] = "$.detail.tags", ["missing"] = "$.detail.missing",
        };

        Assert.Equal(expected, Of(Target() with { InputTransformer = new InputTransformer(paths, template) }));
    }

    [Fact]
    public void Of_TemplateThatMakesNoJson_Throws() => Assert.StartsWith(
        "the InputTemplate '{\"a\": }' makes {\"a\": }, which is not JSON:",
        Assert.Throws<FormatException>(() => Of(Target() with { InputTransformer = new InputTransformer(new Dictionary<string, string>(), "{\"a\": }") })).Message);

    private static EventTarget Target() => new() { Id = "t", Arn = "arn:aws:states:eu-west-1:000000000000:stateMachine:m" };

    private static string Of(EventTarget target) => TargetInput.Of(
        target, Event, ("done", "arn:aws:events:eu-west-1:000000000000:rule/done"), new DateTimeOffset(2026, 11, 21, 6, 0, 0, TimeSpan.Zero));
}
