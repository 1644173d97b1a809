using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.Tests.StepFunctions.Data;

public sealed class JsonPathTests
{
    private const string Store = """
        {"store": {"book": [
          {"category": "reference", "author": "Nigel Rees", "price": 8.95},
          {"category": "fiction", "author": "Evelyn Waugh", "price": 12.99},
          {"category": "fiction", "author": "Herman Melville", "isbn": "0-553-21311-3", "price": 8.99}],
          "bicycle": {"color": "red", "price": 19.95}},
         "def ghi": 1, "a-b": 2, "null": null, "big": 12345678901234567890, "exact": 1.10, "date": "2026-11-21T06:00:00Z", "empty": []}
        """;

    [Theory]
    [InlineData("$.store.bicycle.color", "\"red\"")]
    [InlineData("$['store']['bicycle']['color']", "\"red\"")]
    [InlineData("$.store.book[1].author", "\"Evelyn Waugh\"")]
    [InlineData("$.store.book[-1].author", "\"Herman Melville\"")]
    [InlineData("$.store.book[*].price", "[8.95,12.99,8.99]")]
    [InlineData("$.store.book[0,2].price", "[8.95,8.99]")]
    [InlineData("$.store.book[1:].price", "[12.99,8.99]")]
    [InlineData("$.store.book[:2].price", "[8.95,12.99]")]
    [InlineData("$.store.book[0:3:2].price", "[8.95,8.99]")]
    [InlineData("$.store.book[-2:].price", "[12.99,8.99]")]
    [InlineData("$..price", "[8.95,12.99,8.99,19.95]")]
    [InlineData("$.store.book[?(@.price < 10)].author", "[\"Nigel Rees\",\"Herman Melville\"]")]
    [InlineData("$.store.book[?(@.category == 'fiction' && @.price > 9)].author", "[\"Evelyn Waugh\"]")]
    [InlineData("$.store.book[?(@.isbn)].price", "[8.99]")]
    [InlineData("$.store.book[?(!@.isbn)].price", "[8.95,12.99]")]
    [InlineData("$.store.book[?(@.price == $.store.book[1].price)].author", "[\"Evelyn Waugh\"]")]
    [InlineData("$.store.book[?(@.price > 100)]", "[]")]
    [InlineData("$.store.*.color", "[\"red\"]")]
    [InlineData("$.['def ghi']", "1")]
    [InlineData("$['def ghi']", "1")]
    [InlineData("$.a-b", "2")]
    [InlineData("$.null", "null")]
    [InlineData("$.empty[*]", "[]")]
    [InlineData("$.big", "12345678901234567890")]
    [InlineData("$.exact", "1.10")]
    [InlineData("$.date", "\"2026-11-21T06:00:00Z\"")]
    public void Finds(string path, string expected)
    {
        Assert.True(JsonPath.Parse(path).TryFind(Scope(Store), out var value));
        Assert.Equal(expected, JsonText.Write(value));
    }

    [Theory]
    [InlineData("$.nothing")]
    [InlineData("$.store.book[3]")]
    [InlineData("$.store.book.author")]
    [InlineData("$.null.x")]
    public void FindsNothing_WhereADefinitePathLeadsNowhere(string path) =>
        Assert.False(JsonPath.Parse(path).TryFind(Scope(Store), out _));

    [Theory]
    [InlineData("store", "'store': a path must begin with '$' at character 1")]
    [InlineData("$.store.", "'$.store.': a field name is missing at character 9")]
    [InlineData("$.store[", "'$.store[': an index, a quoted name, '*' or a filter is missing at character 9")]
    [InlineData("$.store['x", "'$.store['x': the quote is not closed at character 11")]
    [InlineData("$.store.length()", "'$.store.length()': functions are not supported in a path at character 15")]
    [InlineData("$.a b", "'$.a b': ' ' is not expected at character 4")]
    [InlineData("$mine.a", "'$mine.a': variables ($name, set by Assign) are not supported by the lake at character 2")]
    [InlineData("$$.Task.Token", "'$$.Task.Token': $$.Task.Token (the callback pattern) is not supported by the lake at character 14")]
    public void Refuses(string path, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => JsonPath.Parse(path)).Message);

    [Theory]
    [InlineData("$", """{"a":1}""", "9", "9")]
    [InlineData("$.b", """{"a":1}""", "9", """{"a":1,"b":9}""")]
    [InlineData("$.a", """{"a":1}""", "{}", """{"a":{}}""")]
    [InlineData("$.b.c.d", """{"a":1}""", "null", """{"a":1,"b":{"c":{"d":null}}}""")]
    [InlineData("$.a[1]", """{"a":[1,2,3]}""", "9", """{"a":[1,9,3]}""")]
    [InlineData("$.a[0].b", """{"a":[{}]}""", "9", """{"a":[{"b":9}]}""")]
    [InlineData("$['x y']", "{}", "9", """{"x y":9}""")]
    public void Reference_Puts(string path, string input, string value, string expected) =>
        Assert.Equal(expected, JsonText.Write(ReferencePath.Parse(path).Put(JsonNode.Parse(input), JsonNode.Parse(value))));

    [Theory]
    [InlineData("$.a.b", """{"a":1}""")]
    [InlineData("$.a[3]", """{"a":[1]}""")]
    [InlineData("$.a[0]", """{"a":{}}""")]
    [InlineData("$.a", "[1]")]
    [InlineData("$.a", "\"text\"")]
    public void Reference_DoesNotFit(string path, string input) => Assert.Equal(
        "States.ResultPathMatchFailure",
        Assert.Throws<StateFailedException>(() => ReferencePath.Parse(path).Put(JsonNode.Parse(input), null)).Error);

    [Theory]
    [InlineData("$.a[*]")]
    [InlineData("$..a")]
    [InlineData("$.a[-1]")]
    [InlineData("$.a[0:1]")]
    [InlineData("$$.Execution")]
    public void Reference_NamesOnePlaceInTheInput(string path) =>
        Assert.Contains("is not a reference path", Assert.Throws<FormatException>(() => ReferencePath.Parse(path)).Message, StringComparison.Ordinal);

    internal static DataScope Scope(string input, string context = "{}") =>
        new(JsonText.Parse(input), () => JsonText.Parse(context)!, new Random(1));
}
