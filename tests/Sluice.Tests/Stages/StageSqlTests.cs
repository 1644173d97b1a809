using Sluice.Stages;

namespace Sluice.Tests.Stages;

public sealed class StageSqlTests
{
    private const string Text = "-- what it is\n\nSELECT a,\n  b FROM x JOIN \"y\" USING (a);\n";

    [Fact]
    public void Statements_BindTheInputs_AndLeaveTheSqlAsItIs()
    {
        var sql = StageSql.Of(Dataset(Text), [new StageInput("x", "d", "in_x"), new StageInput("y", "d", "in_y")]);

        const string Query = """
            WITH "x" AS (SELECT * FROM "d"."in_x"),
            "y" AS (SELECT * FROM "d"."in_y")
            SELECT * FROM (
            SELECT a,
              b FROM x JOIN "y" USING (a)
            )
            """;
        Assert.Equal($"SELECT * FROM (\n{Query}\n) LIMIT 0", sql.Columns.Sql);
        Assert.Equal($"SELECT typeof(arbitrary(\"a\")) AS \"a\", typeof(arbitrary(\"b\")) AS \"b\"\nFROM (\n{sql.Columns.Sql}\n)", sql.Types(["a", "b"]).Sql);
        Assert.Equal($"INSERT INTO \"d\".\"out\"\nSELECT \"a\", \"b\" FROM (\n{Query}\n)", sql.Insert("d", "out", ["a", "b"]).Sql);
    }

    [Theory]
    [InlineData(Text, 2, 4, null)]
    [InlineData(Text, 2, 5, 3)]
    [InlineData(Text, 2, 6, 4)]
    [InlineData(Text, 0, 1, null)]
    [InlineData(Text, 0, 2, 3)]
    [InlineData("INSERT INTO\n t\n\nSELECT 1", 0, 2, 4)]
    public void LinesOfTheStatement_AreLinesOfTheFile(string text, int inputs, int line, int? expected) =>
        Assert.Equal(expected, StageSql.Of(Dataset(text), [.. Enumerable.Range(0, inputs).Select(static index => new StageInput($"i{index}", "d", "t"))]).Columns.Origin.LineOf($"X: line {line}:1: y"));

    private static StageDataset Dataset(string sql) => new() { SqlName = "x", SqlFile = "x.sql", Tables = [], S3Target = "s3://b/x/", SqlText = sql };
}
