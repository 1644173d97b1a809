using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.StepFunctions.Executions;
using Sluice.Lake.Tests.StepFunctions.Data;

namespace Sluice.Lake.Tests.StepFunctions.Definition;

public sealed class ChoiceRuleTests
{
    private const string Input = """
        {"s": "abc", "t": "abd", "n": 10, "m": 10.0, "f": 9.99, "big": 9007199254740993, "yes": true, "no": false, "nothing": null,
         "day": "2016-08-18T17:33:00Z", "same": "2016-08-18T19:33:00+02:00", "late": "2016-08-18T17:33:00.001Z", "log": "log-2026*.txt"}
        """;

    [Theory]
    [InlineData("""{"Variable": "$.s", "StringEquals": "abc"}""", true)]
    [InlineData("""{"Variable": "$.s", "StringEquals": "ABC"}""", false)]
    [InlineData("""{"Variable": "$.n", "StringEquals": "10"}""", false)]
    [InlineData("""{"Variable": "$.s", "StringLessThan": "abd"}""", true)]
    [InlineData("""{"Variable": "$.s", "StringGreaterThanPath": "$.t"}""", false)]
    [InlineData("""{"Variable": "$.s", "StringLessThanEqualsPath": "$.s"}""", true)]
    [InlineData("""{"Variable": "$.s", "StringGreaterThanEquals": "abc"}""", true)]
    [InlineData("""{"Variable": "$.n", "NumericEquals": 10.0}""", true)]
    [InlineData("""{"Variable": "$.n", "NumericEqualsPath": "$.m"}""", true)]
    [InlineData("""{"Variable": "$.big", "NumericEquals": 9007199254740992}""", false)]
    [InlineData("""{"Variable": "$.f", "NumericLessThan": 10}""", true)]
    [InlineData("""{"Variable": "$.f", "NumericGreaterThanPath": "$.n"}""", false)]
    [InlineData("""{"Variable": "$.n", "NumericLessThanEquals": 10}""", true)]
    [InlineData("""{"Variable": "$.n", "NumericGreaterThanEquals": 10.01}""", false)]
    [InlineData("""{"Variable": "$.s", "NumericGreaterThan": 1}""", false)]
    [InlineData("""{"Variable": "$.yes", "BooleanEquals": true}""", true)]
    [InlineData("""{"Variable": "$.no", "BooleanEqualsPath": "$.yes"}""", false)]
    [InlineData("""{"Variable": "$.s", "BooleanEquals": false}""", false)]
    [InlineData("""{"Variable": "$.day", "TimestampEqualsPath": "$.same"}""", true)]
    [InlineData("""{"Variable": "$.day", "TimestampLessThanPath": "$.late"}""", true)]
    [InlineData("""{"Variable": "$.day", "TimestampGreaterThan": "2016-08-18T17:32:59Z"}""", true)]
    [InlineData("""{"Variable": "$.day", "TimestampLessThanEquals": "2016-08-18T17:33:00Z"}""", true)]
    [InlineData("""{"Variable": "$.s", "TimestampGreaterThanEquals": "2016-08-18T17:33:00Z"}""", false)]
    [InlineData("""{"Variable": "$.nothing", "IsNull": true}""", true)]
    [InlineData("""{"Variable": "$.s", "IsNull": false}""", true)]
    [InlineData("""{"Variable": "$.missing", "IsPresent": false}""", true)]
    [InlineData("""{"Variable": "$.nothing", "IsPresent": true}""", true)]
    [InlineData("""{"Variable": "$.f", "IsNumeric": true}""", true)]
    [InlineData("""{"Variable": "$.s", "IsString": true}""", true)]
    [InlineData("""{"Variable": "$.no", "IsBoolean": true}""", true)]
    [InlineData("""{"Variable": "$.day", "IsTimestamp": true}""", true)]
    [InlineData("""{"Variable": "$.s", "IsTimestamp": false}""", true)]
    [InlineData("""{"Variable": "$.log", "StringMatches": "log-*.txt"}""", true)]
    [InlineData("""{"Variable": "$.log", "StringMatches": "log-2026\\*.txt"}""", true)]
    [InlineData("""{"Variable": "$.s", "StringMatches": "ab\\*"}""", false)]
    [InlineData("""{"And": [{"Variable": "$.n", "IsNumeric": true}, {"Variable": "$.n", "NumericEquals": 10}]}""", true)]
    [InlineData("""{"And": [{"Variable": "$.missing", "IsPresent": true}, {"Variable": "$.missing", "NumericEquals": 10}]}""", false)]
    [InlineData("""{"Or": [{"Variable": "$.n", "NumericEquals": 1}, {"Not": {"Variable": "$.n", "NumericEquals": 1}}]}""", true)]
    public void Holds(string rule, bool expected) => Assert.Equal(expected, Read(rule, out _).Holds(JsonPathTests.Scope(Input)));

    [Theory]
    [InlineData("", "*", true)]
    [InlineData("", "", true)]
    [InlineData("a", "", false)]
    [InlineData("abc", "a*c", true)]
    [InlineData("abcbc", "a*bc", true)]
    [InlineData("aXbYc", "a*b*c", true)]
    [InlineData("ac", "a*b*c", false)]
    [InlineData("a*c", "a\\*c", true)]
    [InlineData("abc", "a\\*c", false)]
    [InlineData("a\\c", "a\\\\c", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "*a*a*a*a*a*a*a*a*c", false)]
    public void Matches(string text, string pattern, bool expected) => Assert.Equal(expected, ChoiceOperators.Matches(text, pattern));

    [Fact]
    public void MissingVariable_FailsTheExecution()
    {
        var failure = Assert.Throws<StateFailedException>(() =>
            Read("""{"Variable": "$.missing", "StringEquals": "x"}""", out _).Holds(JsonPathTests.Scope(Input)));
        Assert.Equal("States.Runtime", failure.Error);
        Assert.Equal("Invalid path '$.missing': The choice state's condition path references an invalid value.", failure.Cause);
    }

    [Theory]
    [InlineData("""{"Variable": "$.s", "StringEquals": 1}""", "'StringEquals' must be a string, not 1.")]
    [InlineData("""{"Variable": "$.s", "TimestampEquals": "noon"}""", "'TimestampEquals' must be a timestamp such as 2016-03-14T01:59:00Z, not \"noon\".")]
    [InlineData("""{"Variable": "$.s", "StringEquals": "a", "IsNull": true}""", "StringEquals and IsNull are both there: a rule has one comparison; join rules by And.")]
    [InlineData("""{"StringEquals": "a"}""", "The field 'Variable' (or And, Or, Not) is required.")]
    [InlineData("""{"Variable": "$.s", "IsNull": "true"}""", "'IsNull' must be true or false, not \"true\".")]
    [InlineData("""{"And": []}""", "The array must not be empty.")]
    [InlineData("""{"Variable": "$.s", "IsNull": true, "Nxt": "x"}""", "A rule has no field 'Nxt'.")]
    public void Refuses(string rule, string message)
    {
        Read(rule, out var problems);
        Assert.Equal(message, Assert.Single(problems).Message);
    }

    private static ChoiceRule Read(string rule, out List<DefinitionProblem> problems)
    {
        problems = [];
        return ChoiceRule.Read(new DefinitionReader((JsonObject)JsonNode.Parse(rule)!, "", problems));
    }
}
