using Sluice.Stages;

namespace Sluice.Tests.Stages;

public sealed class StageColumnTypeTests
{
    [Theory]
    [InlineData("varchar", 2147483647, 0, "string")]
    [InlineData("integer", 10, 0, "int")]
    [InlineData("float", 17, 0, "float")]
    [InlineData("decimal", 10, 2, "decimal(10,2)")]
    [InlineData("timestamp", 3, 0, "timestamp")]
    [InlineData("varbinary", 1073741824, 0, "binary")]
    public void OfWhatTheResultSays(string type, int precision, int scale, string hive) => Assert.Equal(hive, StageColumnType.Of(type, precision, scale));

    [Theory]
    [InlineData("array(varchar)", "array<string>")]
    [InlineData("array(varchar(7))", "array<string>")]
    [InlineData("map(varchar, bigint)", "map<string,bigint>")]
    [InlineData("row(a integer, b varchar)", "struct<a:int,b:string>")]
    [InlineData("""row("a" integer, "B_2" char(3))""", "struct<a:int,b_2:string>")]
    [InlineData("array(row(at timestamp(3), price decimal(10,2), shares array(real)))", "array<struct<at:timestamp,price:decimal(10,2),shares:array<float>>>")]
    [InlineData("""map(date, row("x" map(integer,double), y varbinary))""", "map<date,struct<x:map<int,double>,y:binary>>")]
    [InlineData("row(date date, array array(boolean))", "struct<date:date,array:array<boolean>>")]
    public void OfTypeof(string text, string hive) => Assert.Equal(hive, StageColumnType.OfTypeof(text));

    [Theory]
    [InlineData("array(timestamp(3) with time zone)", "there is no place for 'timestamp with time zone' in a Parquet table.")]
    [InlineData("array(json)", "there is no place for 'json' in a Parquet table.")]
    [InlineData("array(unknown)", "there is no place for 'unknown' in a Parquet table.")]
    [InlineData("row(integer, varchar)", "a field of its row has no name (integer, varchar)).")]
    [InlineData("array(row(a integer, decimal(2,1)))", "a field of its row has no name (decimal(2,1)))).")]
    [InlineData("""row("a b" integer)""", "a field of its row is called 'a b'.")]
    [InlineData("""row("a""b" integer)""", "a field of its row is called 'a\"b'.")]
    [InlineData("row(a integer, A varchar)", "a row has two fields 'a': Hive does not tell upper from lower case.")]
    [InlineData("map(row(a integer), varchar)", "the keys of a map in a Parquet table are plain values.")]
    [InlineData("array(varchar", "the type cannot be read from here: ''.")]
    public void OfTypeof_WhatHiveHasNot_SaysWhatToDo(string text, string problem) =>
        Assert.StartsWith(problem, Assert.Throws<FormatException>(() => StageColumnType.OfTypeof(text)).Message, StringComparison.Ordinal);
}
