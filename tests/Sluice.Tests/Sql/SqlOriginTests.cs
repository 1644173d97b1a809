using Sluice.Sql;

namespace Sluice.Tests.Sql;

/// <summary>From the place that Athena names in a statement to the line of the file that it is made of.</summary>
public class SqlOriginTests
{
    private static readonly SqlOrigin Origin = SqlOrigin.After("INSERT INTO t\nSELECT\n  1\nFROM (\n", fileLine: 3, "SELECT a,\n  b\nFROM c");

    [Theory]
    [InlineData("COLUMN_NOT_FOUND: line 5:8: Column 'a' cannot be resolved", 3)] // on its first line
    [InlineData("COLUMN_NOT_FOUND: line 6:3: Column 'b' cannot be resolved", 4)] // in its middle
    [InlineData("TABLE_NOT_FOUND: line 7:6: Table 'awsdatacatalog.d.c' does not exist", 5)] // on its last line
    [InlineData("TYPE_MISMATCH: line 3:3: Cannot cast date to integer", null)] // before it
    [InlineData("SYNTAX_ERROR: line 8:1: mismatched input ')'", null)] // after it
    [InlineData("INVALID_CAST_ARGUMENT: Cannot cast 'x' to INT", null)] // no place
    [InlineData("SYNTAX_ERROR: line 99999999999:1: mismatched input", null)] // no line
    [InlineData("GENERIC_USER_ERROR: deadline 6:3", null)] // another word
    public void LineOf_IsTheFilesLine(string reason, int? line) => Assert.Equal(line, Origin.LineOf(reason));

    [Fact]
    public void Whole_BeginsOnTheStatementsFirstLine() =>
        Assert.Equal(8, SqlOrigin.Whole(7, "SELECT\n  a").LineOf("COLUMN_NOT_FOUND: line 2:3: Column 'a' cannot be resolved"));
}
