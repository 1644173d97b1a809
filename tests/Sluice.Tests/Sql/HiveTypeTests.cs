using Sluice.Sql;

namespace Sluice.Tests.Sql;

public sealed class HiveTypeTests
{
    [Theory]
    [InlineData("boolean", "boolean", true)]
    [InlineData("tinyint", "tinyint", true)]
    [InlineData("smallint", "smallint", true)]
    [InlineData("int", "integer", true)]
    [InlineData("bigint", "bigint", true)]
    [InlineData("float", "real", false)]
    [InlineData("double", "double", false)]
    [InlineData("decimal(38,10)", "decimal(38,10)", false)]
    [InlineData("string", "varchar", true)]
    [InlineData("varchar(100)", "varchar(100)", true)]
    [InlineData("char(2)", "char(2)", true)]
    [InlineData("date", "date", true)]
    [InlineData("timestamp", "timestamp", false)]
    [InlineData("binary", "varbinary", false)]
    [InlineData("array<int>", "array(integer)", false)]
    [InlineData("map<string,array<float>>", "map(varchar,array(real))", false)]
    [InlineData("struct<a:int,b:struct<c:string>>", "row(\"a\" integer, \"b\" row(\"c\" varchar))", false)]
    public void Trino_names_types_its_own_way(string hive, string trino, bool canPartition)
    {
        Assert.Equal(new HiveType(hive, trino, canPartition), HiveType.Parse(hive));
    }

    [Theory]
    [InlineData("")]
    [InlineData("integer")]
    [InlineData("INT")]
    [InlineData("int ")]
    [InlineData("decimal")]
    [InlineData("decimal(39,1)")]
    [InlineData("decimal(5,6)")]
    [InlineData("decimal(10)")]
    [InlineData("varchar")]
    [InlineData("varchar(0)")]
    [InlineData("varchar(010)")]
    [InlineData("varchar(65536)")]
    [InlineData("char(256)")]
    [InlineData("array<>")]
    [InlineData("array<int")]
    [InlineData("array<int>>")]
    [InlineData("map<int>")]
    [InlineData("map<array<int>,int>")]
    [InlineData("struct<>")]
    [InlineData("struct<a>")]
    [InlineData("struct<a:int,>")]
    public void Other_text_is_no_type(string text)
    {
        Assert.False(HiveType.TryParse(text, out _));
        Assert.Equal($"'{text}' is not a Hive type.", Assert.Throws<FormatException>(() => HiveType.Parse(text)).Message);
    }
}
