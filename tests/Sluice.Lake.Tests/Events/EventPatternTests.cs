using System.Text.Json.Nodes;
using Sluice.Lake.Events;

namespace Sluice.Lake.Tests.Events;

/// <summary>Cases after https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-content-based-filtering.html .</summary>
public sealed class EventPatternTests
{
    private const string Event = """
        {
          "source": "aws.s3",
          "detail-type": "Object Created",
          "resources": ["arn:aws:s3:::landing", "arn:aws:s3:::other"],
          "detail": {
            "bucket": { "name": "landing" },
            "object": { "key": "incoming/epacems/2026-11-21/state_emission_daily.done", "size": 10 },
            "count": 5, "price": 1.50, "ok": true, "none": null, "empty": [], "tags": ["a", "b"],
            "items": [{ "id": 1, "kind": "x" }, { "id": 2, "kind": "y" }]
          }
        }
        """;

    [Theory]
    [InlineData("""{"source": ["aws.s3"], "detail-type": ["Object Created"], "detail": {"bucket": {"name": ["landing"]}}}""", true)]
    [InlineData("""{"source": ["aws.ec2", "aws.s3"]}""", true)]
    [InlineData("""{"source": ["aws.ec2"]}""", false)]
    [InlineData("""{"detail": {"bucket": {"name": ["Landing"]}}}""", false)]
    [InlineData("""{"resources": ["arn:aws:s3:::other"]}""", true)]
    [InlineData("""{"detail": {"object": {"key": [{"wildcard": "incoming/*.done"}]}}}""", true)]
    [InlineData("""{"detail": {"object": {"key": [{"wildcard": "incoming/*/2026-*/*.done"}]}}}""", true)]
    [InlineData("""{"detail": {"object": {"key": [{"wildcard": "*.don"}]}}}""", false)]
    [InlineData("""{"detail": {"object": {"key": [{"wildcard": "incoming/\\*.done"}]}}}""", false)]
    [InlineData("""{"detail": {"object": {"key": [{"prefix": "incoming/"}]}}}""", true)]
    [InlineData("""{"detail": {"object": {"key": [{"prefix": "INCOMING/"}]}}}""", false)]
    [InlineData("""{"detail": {"object": {"key": [{"prefix": {"equals-ignore-case": "INCOMING/"}}]}}}""", true)]
    [InlineData("""{"detail": {"object": {"key": [{"suffix": ".done"}]}}}""", true)]
    [InlineData("""{"detail": {"object": {"key": [{"suffix": ".completed"}, {"suffix": ".done"}]}}}""", true)]
    [InlineData("""{"detail": {"bucket": {"name": [{"equals-ignore-case": "LANDING"}]}}}""", true)]
    [InlineData("""{"detail": {"bucket": {"name": [{"anything-but": "landing"}]}}}""", false)]
    [InlineData("""{"detail": {"bucket": {"name": [{"anything-but": ["x", "y"]}]}}}""", true)]
    [InlineData("""{"detail": {"bucket": {"name": [{"anything-but": {"prefix": "land"}}]}}}""", false)]
    [InlineData("""{"detail": {"bucket": {"name": [{"anything-but": {"suffix": ["x", "ing"]}}]}}}""", false)]
    [InlineData("""{"detail": {"bucket": {"name": [{"anything-but": {"wildcard": "l*x"}}]}}}""", true)]
    [InlineData("""{"detail": {"missing": [{"anything-but": "x"}]}}""", false)]
    [InlineData("""{"detail": {"count": [{"numeric": [">", 0, "<=", 5]}]}}""", true)]
    [InlineData("""{"detail": {"count": [{"numeric": ["<", 5]}]}}""", false)]
    [InlineData("""{"detail": {"price": [{"numeric": ["=", 1.5]}]}}""", true)]
    [InlineData("""{"detail": {"source": [{"numeric": [">", 0]}]}}""", false)]
    [InlineData("""{"detail": {"count": [5]}}""", true)]
    [InlineData("""{"detail": {"count": ["5"]}}""", false)]
    [InlineData("""{"detail": {"price": [1.5]}}""", false)] // numbers are compared as they are written
    [InlineData("""{"detail": {"ok": [true]}}""", true)]
    [InlineData("""{"detail": {"none": [null]}}""", true)]
    [InlineData("""{"detail": {"missing": [null]}}""", false)]
    [InlineData("""{"detail": {"count": [{"exists": true}]}}""", true)]
    [InlineData("""{"detail": {"count": [{"exists": false}]}}""", false)]
    [InlineData("""{"detail": {"missing": [{"exists": false}]}}""", true)]
    [InlineData("""{"detail": {"deeper": {"missing": [{"exists": false}]}}}""", true)]
    [InlineData("""{"detail": {"bucket": [{"exists": true}]}}""", false)] // leaves only
    [InlineData("""{"detail": {"empty": [{"exists": true}]}}""", false)]
    [InlineData("""{"detail": {"tags": ["b", "c"]}}""", true)]
    [InlineData("""{"detail": {"tags": ["c"]}}""", false)]
    [InlineData("""{"detail": {"items": {"id": [2], "kind": ["y"]}}}""", true)]
    [InlineData("""{"detail": {"items": {"id": [1], "kind": ["y"]}}}""", false)] // in one item, not across two
    [InlineData("""{"detail": {"$or": [{"count": [6]}, {"ok": [true]}]}}""", true)]
    [InlineData("""{"$or": [{"source": ["x"]}, {"detail": {"count": [6]}}]}""", false)]
    [InlineData("""{"source": ["aws.s3"], "$or": [{"source": ["x"]}, {"detail": {"count": [5]}}]}""", true)]
    public void Matches(string pattern, bool expected) =>
        Assert.Equal(expected, EventPattern.Parse((JsonObject)JsonNode.Parse(pattern)!).Matches((JsonObject)JsonNode.Parse(Event)!));

    [Theory]
    [InlineData("{}", "the event pattern is empty.")]
    [InlineData("""{"detail": {}}""", "the event pattern at detail is empty.")]
    [InlineData("""{"source": "aws.s3"}""", "source must be a list of values or filters, or a mapping of fields, not \"aws.s3\".")]
    [InlineData("""{"source": []}""", "source must be a list of values or filters, or a mapping of fields, not [].")]
    [InlineData("""{"a": [{"cidr": "10.0.0.0/24"}]}""", "a: the lake does not support the filter 'cidr' with \"10.0.0.0/24\". It knows prefix, suffix, wildcard, anything-but, numeric, exists, equals-ignore-case and $or.")]
    [InlineData("""{"a": [{"wildcard": "a**"}]}""", "a: the wildcard 'a**' has two * in a row.")]
    [InlineData("""{"a": {"b": [{"numeric": [">"]}]}}""", "a.b: numeric takes one or two pairs of comparison and number, not [\">\"].")]
    [InlineData("""{"a": [{"numeric": ["!", 1]}]}""", "a: numeric knows =, >, >=, < and <=, not '!'.")]
    [InlineData("""{"$or": [{"a": ["x"]}]}""", "$or takes two or more patterns.")]
    public void Parse_Refuses(string pattern, string message) => Assert.Equal(
        message, Assert.Throws<FormatException>(() => EventPattern.Parse((JsonObject)JsonNode.Parse(pattern)!)).Message);
}
