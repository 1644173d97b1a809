using Sluice.Configuration;
using Sluice.Publishing;

namespace Sluice.Tests.Publishing;

public sealed class TypeChangeTests
{
    private static readonly string[] Types =
    [
        "boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "decimal(9,2)", "decimal(12,2)", "decimal(38,2)", "decimal(12,4)", "string",
        "varchar(5)", "varchar(9)", "char(3)", "char(5)", "date", "timestamp", "binary", "array<int>", "array<bigint>", "struct<a:int>", "map<string,int>",
    ];

    [Theory]
    [InlineData("tinyint", "bigint")]
    [InlineData("smallint", "int")]
    [InlineData("int", "bigint")]
    [InlineData("float", "double")]
    [InlineData("varchar(5)", "varchar(9)")]
    [InlineData("varchar(5)", "string")]
    [InlineData("char(3)", "char(5)")]
    [InlineData("decimal(9,2)", "decimal(38,2)")]
    public void What_only_becomes_wider_is_readable_and_not_the_other_way_round(string narrow, string wide)
    {
        Assert.True(TypeChange.IsReadable(narrow, wide));
        Assert.False(TypeChange.IsReadable(wide, narrow));
    }

    [Theory]
    [InlineData("decimal(10,2)", "string")]
    [InlineData("decimal(10,2)", "int")]
    [InlineData("decimal(9,2)", "decimal(12,4)")]
    [InlineData("int", "string")]
    [InlineData("int", "float")]
    [InlineData("string", "int")]
    [InlineData("char(3)", "string")]
    [InlineData("varchar(5)", "char(5)")]
    [InlineData("binary", "string")]
    [InlineData("date", "timestamp")]
    [InlineData("array<int>", "array<bigint>")]
    [InlineData("array<decimal(9,2)>", "array<decimal(12,2)>")]
    [InlineData("integer", "bigint")]
    [InlineData("uniontype<int>", "string")]
    public void What_is_not_known_to_be_readable_is_not(string written, string read) => Assert.False(TypeChange.IsReadable(written, read));

    /// <summary>The catalog keeps the last type alone: files of the first have to be readable after any number of changes.</summary>
    [Fact]
    public void Changes_may_follow_each_other()
    {
        foreach (var (first, second, third) in from first in Types from second in Types from third in Types select (first, second, third))
        {
            Assert.True(TypeChange.IsReadable(first, first));
            if (TypeChange.IsReadable(first, second) && TypeChange.IsReadable(second, third))
            {
                Assert.True(TypeChange.IsReadable(first, third), $"{first} {second} {third}");
            }
        }
    }

    [Theory]
    [InlineData(TableFormat.Parquet, "b", "string", "int")]
    [InlineData(TableFormat.Json, "b", "string", "int")]
    public void The_first_column_that_cannot_be_read_is_told(TableFormat format, string column, string written, string wanted)
    {
        Assert.Equal(
            new TypeConflict(column, written, wanted),
            TypeConflict.Find(format, Columns("a int", "B string", "c date"), Columns("c timestamp", "b int", "a bigint")[1..]));
    }

    [Fact]
    public void Columns_that_come_and_go_are_no_conflict_and_text_is_read_as_any_type()
    {
        Assert.Null(TypeConflict.Find(TableFormat.Parquet, Columns("a int", "gone date"), Columns("a bigint", "new string")));
        Assert.Null(TypeConflict.Find(TableFormat.Csv, Columns("a string"), Columns("a date")));
    }

    private static ColumnConfiguration[] Columns(params string[] columns) =>
        [.. columns.Select(static column => column.Split(' ')).Select(static parts => new ColumnConfiguration(parts[0], parts[1]))];
}
