using System.Text.RegularExpressions;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.Tests.StepFunctions.Data;

public sealed class IntrinsicFunctionTests
{
    private const string Input = """
        {"name": "Foo", "year": 2020, "array": [1,2,3,4,5,6,7,8,9], "text": "{\"number\": 20}", "object": {"a": 1, "b": [true, null]},
         "twice": [1, 1.0, "1", {"x": 1}, {"x": 1}, null, null], "left": {"a": {"a1": 1, "a2": 2}, "b": 2}, "right": {"a": {"a3": 1, "a4": 2}, "c": 3},
         "value1": 111, "nothing": null, "quoted": "it's {} and \\"}
        """;

    [Theory]
    [InlineData("States.Format('Welcome to {} {}\\'s playlist.', $.name, $.year)", "\"Welcome to Foo 2020's playlist.\"")]
    [InlineData("States.Format('\\{\\} {} \\\\', true)", "\"{} true \\\\\"")]
    [InlineData("States.Format('{}', null)", "\"null\"")]
    [InlineData("States.Format('no arguments')", "\"no arguments\"")]
    [InlineData("States.Format('{}', $.quoted)", "\"it's {} and \\\\\"")]
    [InlineData("States.StringToJson($.text)", "{\"number\":20}")]
    [InlineData("States.JsonToString($.object)", "\"{\\\"a\\\":1,\\\"b\\\":[true,null]}\"")]
    [InlineData("States.Array('Foo', 2020, $.object, null, true)", "[\"Foo\",2020,{\"a\":1,\"b\":[true,null]},null,true]")]
    [InlineData("States.Array()", "[]")]
    [InlineData("States.ArrayPartition($.array, 4)", "[[1,2,3,4],[5,6,7,8],[9]]")]
    [InlineData("States.ArrayPartition(States.Array(), 4)", "[]")]
    [InlineData("States.ArrayContains($.array, 5)", "true")]
    [InlineData("States.ArrayContains($.array, '5')", "false")]
    [InlineData("States.ArrayRange(1, 9, 2)", "[1,3,5,7,9]")]
    [InlineData("States.ArrayRange(9, 1, -3)", "[9,6,3]")]
    [InlineData("States.ArrayRange(5, 1, 1)", "[]")]
    [InlineData("States.ArrayGetItem($.array, 5)", "6")]
    [InlineData("States.ArrayLength($.array)", "9")]
    [InlineData("States.ArrayUnique($.twice)", "[1,\"1\",{\"x\":1},null]")]
    [InlineData("States.Base64Encode('Data to encode')", "\"RGF0YSB0byBlbmNvZGU=\"")]
    [InlineData("States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", "\"Data to encode\"")]
    [InlineData("States.Hash('input data', 'SHA-1')", "\"aaff4a450a104cd177d28d18d74485e8cae074b7\"")]
    [InlineData("States.Hash('', 'MD5')", "\"d41d8cd98f00b204e9800998ecf8427e\"")]
    [InlineData("States.Hash('abc', 'SHA-256')", "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"")]
    [InlineData("States.JsonMerge($.left, $.right, false)", "{\"a\":{\"a3\":1,\"a4\":2},\"b\":2,\"c\":3}")]
    [InlineData("States.MathAdd($.value1, -1)", "110")]
    [InlineData("States.MathAdd(1.5, 2.4)", "4")]
    [InlineData("States.StringSplit('1,2,3,4,5', ',')", "[\"1\",\"2\",\"3\",\"4\",\"5\"]")]
    [InlineData("States.StringSplit('This.is+a,test=string', '.+,=')", "[\"This\",\"is\",\"a\",\"test\",\"string\"]")]
    [InlineData("States.ArrayGetItem(States.StringSplit(States.Format('{}/{}', $.name, 'x'), '/'), States.MathAdd(0, 1))", "\"x\"")]
    public void Evaluates(string call, string expected) => Assert.Equal(expected, Evaluate(call));

    [Theory]
    [InlineData("States.Format('{} {}', 1)", "the template has more '{}' than the 1 argument(s) after it")]
    [InlineData("States.Format('{}', 1, 2)", "the template has 1 '{}' but 2 argument(s) after it")]
    [InlineData("States.Format('{}', $.object)", "States.Format takes strings, numbers, booleans and null; use States.JsonToString for objects and arrays")]
    [InlineData("States.Format('{', 1)", "'{' at character 1 of the template must be written '\\{' when no '{}' is meant")]
    [InlineData("States.StringToJson('{')", null)]
    [InlineData("States.ArrayGetItem($.array, 9)", "the index 9 is outside the array of 9")]
    [InlineData("States.ArrayGetItem($.array, -1)", "the index -1 is outside the array of 9")]
    [InlineData("States.ArrayPartition($.array, 0)", "the chunk size must be above zero, not 0")]
    [InlineData("States.ArrayRange(1, 1001, 1)", "the range would have more than 1000 elements")]
    [InlineData("States.ArrayRange(1, 9, 0)", "the increment must not be zero")]
    [InlineData("States.ArrayLength('x')", "argument 1 must be an array, not \"x\"")]
    [InlineData("States.JsonMerge($.left, $.right, true)", "the third argument must be false: only shallow merging is supported")]
    [InlineData("States.MathAdd(2147483647, 1)", "2147483647 + 1: numbers and sum must be within -2147483648 and 2147483647")]
    [InlineData("States.MathRandom(5, 5)", "the start 5 must be below the end 5")]
    [InlineData("States.Hash('x', 'CRC')", "the algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512, not 'CRC'")]
    [InlineData("States.Base64Decode('?')", null)]
    public void Fails(string call, string? message)
    {
        var failure = Assert.Throws<StateFailedException>(() => Evaluate(call));
        Assert.Equal("States.IntrinsicFailure", failure.Error);
        Assert.StartsWith($"The function '{call}' had the following error: {message}", failure.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("States.Nothing()", "there is no intrinsic function States.Nothing; there are ")]
    [InlineData("States.UUID(1)", "States.UUID takes 0 argument(s), not 1; the call ends")]
    [InlineData("States.Format('x", "the quote ' is not closed")]
    [InlineData("States.Format(x)", "an argument must be a 'string', a number, true, false, null, a path or an intrinsic function")]
    [InlineData("States.Format('x'", "',' or ')' is missing")]
    [InlineData("States.Format('x') + 1", "' ' is not expected")]
    [InlineData("States.Format", "'(' is missing after the intrinsic function's name")]
    public void Refuses(string call, string message) =>
        Assert.StartsWith($"'{call}': {message}", Assert.Throws<FormatException>(() => Expression.Parse(call)).Message, StringComparison.Ordinal);

    [Fact]
    public void Uuid_IsVersion4_AndTakesChanceFromOutside()
    {
        Assert.Matches(new Regex("^\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"$"), Evaluate("States.UUID()"));
        Assert.Equal(Evaluate("States.UUID()"), Evaluate("States.UUID()"));
    }

    [Fact]
    public void MathRandom_IsWithinItsBounds_AndTheSameForASeed()
    {
        var all = Enumerable.Range(0, 200).Select(static seed => int.Parse(Evaluate($"States.MathRandom(1, 4, {seed})"), null)).ToHashSet();
        Assert.Equal([1, 2, 3], all.Order());
        Assert.Equal(Evaluate("States.MathRandom(1, 1000, 42)"), Evaluate("States.MathRandom(1, 1000, 42)"));
    }

    [Fact]
    public void MissingPath_InAnArgument_IsNamed()
    {
        var failure = Assert.Throws<StateFailedException>(() => Evaluate("States.Format('{}', $.missing)"));
        Assert.Equal("States.ParameterPathFailure", failure.Error);
        Assert.Contains("The JSONPath '$.missing'", failure.Cause, StringComparison.Ordinal);
    }

    private static string Evaluate(string call) =>
        JsonText.Write(Expression.Parse(call).Evaluate(JsonPathTests.Scope(Input), "x.$"));
}
