using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Sluice.Lake.Tests.Glue.Partitions;

public sealed class PartitionExpressionTests : IAsyncLifetime
{
    /// <summary>Values of the keys name (string), day (date), n (int), amount (decimal).</summary>
    private static readonly string[][] Partitions =
    [
        .. from name in new[] { "a", "ab", "O'Neil", "B", "" }
           from day in new[] { "2026-01-31", "2026-02-01", "2024-02-29" }
           from n in new[] { "9", "10", "-1" }
           select new[] { name, day, n, n == "9" ? "1.50" : "1.5e0x" },
    ];

    private readonly GlueLake lake = GlueLake.Create();

    [Theory]
    [InlineData("n > 9", 15)]
    [InlineData("n >= 9", 30)]
    [InlineData("9 < n", 15)]
    [InlineData("name = 'O''Neil'", 9)]
    [InlineData("NAME <> 'a'", 36)]
    [InlineData("name != 'a' and day = DATE '2026-02-01'", 12)]
    [InlineData("day between '2026-01-01' and '2026-01-31'", 15)]
    [InlineData("`day` not between '2026-01-01' and '2026-01-31'", 30)]
    [InlineData("name like 'a%'", 18)]
    [InlineData("name like '_b'", 9)]
    [InlineData("not (name like '%')", 0)]
    [InlineData("n in (10, -1) or n = 9", 45)]
    [InlineData("n not in (10)", 30)]
    [InlineData("n = 9 or n = 10 and name = 'a'", 18)]
    [InlineData("(n = 9 or n = 10) and name = 'a'", 6)]
    [InlineData("amount = 1.5", 15)]
    [InlineData("amount is null", 30)]
    [InlineData("amount is not null", 15)]
    [InlineData("amount <> 1.5 or amount = 1.5", 15)]
    [InlineData("not amount = 2", 15)]
    [InlineData("amount = 2 or n = 10", 15)]
    public async Task Selects(string expression, int count) => Assert.Equal(count, (await SelectAsync(expression)).Count);

    [Theory]
    [InlineData("colour = 'red'", "Unsupported expression 'colour = 'red'', at character 1: 'colour' is not a partition key. The table's keys are: name, day, n, amount.")]
    [InlineData("n = 'x'", "Unsupported expression, at character 5: 'x' is not a int, the type of partition key n.")]
    [InlineData("day = '2026-02-30'", "Unsupported expression, at character 7: '2026-02-30' is not a date, the type of partition key day.")]
    [InlineData("n =", "Unsupported expression 'n =', at character 4: expected a literal, found the end.")]
    [InlineData("(n = 1", "Unsupported expression '(n = 1', at character 7: expected ')', found the end.")]
    [InlineData("n = 1 name", "Unsupported expression 'n = 1 name', at character 7: expected AND, OR or the end, found 'name'.")]
    [InlineData("name = 'x", "Unsupported expression 'name = 'x': the quote at character 8 is not closed.")]
    [InlineData("n like '1%'", "Unsupported expression 'n like '1%'', at character 8: LIKE needs a string key, n is int.")]
    [InlineData("upper(name) = 'A'", "Unsupported expression 'upper(name) = 'A'', at character 1: 'upper' is not a partition key. The table's keys are: name, day, n, amount.")]
    public async Task Refuses(string expression, string message)
    {
        var error = await lake.FailsAsync("GetPartitions", Request(expression));
        Assert.Equal(("InvalidInputException", message), (error.Code, error.Message));
    }

    [Fact]
    public async Task RefusesNestingWithoutEnd()
    {
        var error = await lake.FailsAsync("GetPartitions", Request(string.Concat(Enumerable.Repeat("(", 500)) + "n = 1"));
        Assert.Equal("The Expression is nested more than 200 deep.", error.Message);
        error = await lake.FailsAsync("GetPartitions", Request("n = 1" + new string(' ', 2048)));
        Assert.Equal("The Expression has 2053 characters: at most 2048 are allowed.", error.Message);
    }

    [Fact]
    public async Task RefusesKeysThatGlueCannotCompare()
    {
        await lake.CallAsync("CreateTable", """{"DatabaseName": "db", "TableInput": {"Name": "u", "PartitionKeys": [{"Name": "ok", "Type": "boolean"}]} }""");
        var error = await lake.FailsAsync("GetPartitions", """{"DatabaseName": "db", "TableName": "u", "Expression": "ok = 'true'"}""");
        Assert.Equal(
            "Partition key ok is boolean: an Expression may compare keys of the types string, date, timestamp, int, bigint, long, tinyint, smallint and decimal.",
            error.Message);
    }

    /// <summary>Any expression selects exactly the partitions for which it is true when it is worked out term by term.</summary>
    [Fact]
    public void AgreesWithDirectEvaluation() => Prop.ForAll(
        Conditions(4).ToArbitrary(),
        condition =>
        {
            var selected = SelectAsync(condition.Text).GetAwaiter().GetResult().Order(StringComparer.Ordinal);
            var expected = Partitions.Where(values => condition.Holds(values) is true)
                .Select(static values => string.Join('|', values)).Order(StringComparer.Ordinal);
            Assert.Equal(expected, selected);
        }).QuickCheckThrowOnFailure();

    public async ValueTask InitializeAsync()
    {
        await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");
        await lake.CallAsync("CreateTable", """
            {"DatabaseName": "db", "TableInput": {"Name": "t", "PartitionKeys": [{"Name": "name", "Type": "string"}, {"Name": "day", "Type": "date"},
             {"Name": "n", "Type": "int"}, {"Name": "amount", "Type": "decimal(10,2)"}]} }
            """);
        var inputs = Partitions.Select(static values => new JsonObject { ["Values"] = new JsonArray([.. values.Select(static value => JsonValue.Create(value))]) });
        var answer = await lake.CallAsync("BatchCreatePartition", new JsonObject
        {
            ["DatabaseName"] = "db",
            ["TableName"] = "t",
            ["PartitionInputList"] = new JsonArray([.. inputs]),
        }.ToJsonString());
        Assert.Empty(answer["Errors"]!.AsArray());
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    private static string Request(string expression) =>
        new JsonObject { ["DatabaseName"] = "db", ["TableName"] = "t", ["Expression"] = expression }.ToJsonString();

    private static string Quote(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static Gen<Condition> Conditions(int depth)
    {
        var names = Gen.Elements("a", "ab", "O'Neil", "B", "", "zz");
        var numbers = Gen.Elements(-1, 9, 10, 100);
        var days = Gen.Elements("2024-02-29", "2026-01-31", "2026-02-01", "1999-12-31");
        var operators = Gen.Elements("=", "!=", "<>", "<", "<=", ">", ">=");
        var text = from name in names
                   from symbol in operators
                   select new Condition($"name {symbol} {Quote(name)}", values => Compare(symbol, string.CompareOrdinal(values[0], name)));
        var number = from value in numbers
                     from symbol in operators
                     select new Condition($"n {symbol} {value}", values => Compare(symbol, Number(values).CompareTo(value)));
        var day = from low in days
                  from high in days
                  select new Condition(
                      $"day BETWEEN '{low}' AND '{high}'",
                      values => string.CompareOrdinal(values[1], low) >= 0 && string.CompareOrdinal(values[1], high) <= 0);
        var member = from options in Gen.NonEmptyListOf(numbers)
                     from not in Gen.Elements("", "NOT ")
                     select new Condition(
                         $"n {not}IN ({string.Join(", ", options)})", values => options.Contains(Number(values)) == (not.Length == 0));
        var amount = from symbol in operators
                     select new Condition($"amount {symbol} 1.5", values => values[3] == "1.50" ? Compare(symbol, 0) : null);
        var simple = Gen.OneOf(text, number, day, member, amount);
        if (depth == 0)
        {
            return simple;
        }

        var inner = Conditions(depth - 1);
        var both = from left in inner
                   from right in inner
                   select new Condition($"({left.Text}) and ({right.Text})", values => And(left.Holds(values), right.Holds(values)));
        var either = from left in inner
                     from right in inner
                     select new Condition(
                         $"({left.Text}) OR ({right.Text})",
                         values => !And(!left.Holds(values), !right.Holds(values)));
        var negated = from condition in inner
                      select new Condition($"NOT ({condition.Text})", values => !condition.Holds(values));
        return Gen.OneOf(simple, both, either, negated);
    }

    private static int Number(string[] values) => int.Parse(values[2], CultureInfo.InvariantCulture);

    private static bool? And(bool? left, bool? right) => left is false || right is false ? false : left is null || right is null ? null : true;

    private static bool? Compare(string symbol, int order) => symbol switch
    {
        "=" => order == 0,
        "!=" or "<>" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    private async Task<List<string>> SelectAsync(string expression) =>
        (await lake.CallAsync("GetPartitions", Request(expression)))["Partitions"]!.AsArray()
            .Select(static partition => string.Join('|', partition!["Values"]!.AsArray().Select(static value => (string?)value)))
            .ToList();

    private sealed record Condition(string Text, Func<string[], bool?> Holds)
    {
        public override string ToString() => Text;
    }
}
