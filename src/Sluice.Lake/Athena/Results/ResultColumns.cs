using Sluice.Lake.Athena.Model;
using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Results;

/// <summary>Describes result columns as <c>ResultSetMetadata</c> does.</summary>
internal static class ResultColumns
{
    /// <summary>The description of a column.</summary>
    public static ColumnInfo Describe(DuckDbField column)
    {
        var (type, precision, scale) = Type(column.Type);
        return new ColumnInfo
        {
            Name = column.Name,
            Label = column.Name,
            Type = type,
            Precision = precision,
            Scale = scale,
            CaseSensitive = type is "varchar" or "char" or "json",
        };
    }

    /// <summary>A text column, of SHOW and DESCRIBE.</summary>
    public static ColumnInfo Text(string name) =>
        new() { Name = name, Label = name, Type = "string" };

    /// <summary>The type's name in Athena's messages: <c>decimal(10,2)</c>, <c>array(integer)</c>.</summary>
    public static string TrinoName(DuckDbType type) => type.Id switch
    {
        DuckDbTypeId.Decimal => $"decimal({type.Precision},{type.Scale})",
        DuckDbTypeId.List or DuckDbTypeId.Array => $"array({TrinoName(type.Children[0].Type)})",
        DuckDbTypeId.Map => $"map({TrinoName(type.Children[0].Type)}, {TrinoName(type.Children[1].Type)})",
        DuckDbTypeId.Struct => $"row({string.Join(", ", type.Children.Select(static field => $"{field.Name} {TrinoName(field.Type)}"))})",
        DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampMilliseconds or DuckDbTypeId.TimestampSeconds or DuckDbTypeId.TimestampNanoseconds =>
            "timestamp(3)",
        DuckDbTypeId.Float => "real",
        DuckDbTypeId.SqlNull => "unknown",
        _ => Type(type).Name,
    };

    private static (string Name, int Precision, int Scale) Type(DuckDbType type) => type.Id switch
    {
        DuckDbTypeId.Boolean => ("boolean", 0, 0),
        DuckDbTypeId.TinyInt => ("tinyint", 3, 0),
        DuckDbTypeId.SmallInt or DuckDbTypeId.UTinyInt => ("smallint", 5, 0),
        DuckDbTypeId.Integer or DuckDbTypeId.USmallInt => ("integer", 10, 0),
        DuckDbTypeId.BigInt or DuckDbTypeId.UInteger or DuckDbTypeId.HugeInt or DuckDbTypeId.UBigInt or DuckDbTypeId.UHugeInt =>
            ("bigint", 19, 0),
        DuckDbTypeId.Float => ("float", 17, 0),
        DuckDbTypeId.Double => ("double", 17, 0),
        DuckDbTypeId.Decimal => ("decimal", type.Precision, type.Scale),
        DuckDbTypeId.Date => ("date", 0, 0),
        DuckDbTypeId.Time => ("time", 3, 0),
        DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampMilliseconds or DuckDbTypeId.TimestampSeconds or DuckDbTypeId.TimestampNanoseconds =>
            ("timestamp", 3, 0),
        DuckDbTypeId.TimestampTz => ("timestamp with time zone", 3, 0),
        DuckDbTypeId.Blob => ("varbinary", 1073741824, 0),
        DuckDbTypeId.List or DuckDbTypeId.Array => ("array", 0, 0),
        DuckDbTypeId.Map => ("map", 0, 0),
        DuckDbTypeId.Struct => ("row", 0, 0),
        DuckDbTypeId.Interval => ("interval day to second", 0, 0),
        DuckDbTypeId.SqlNull => ("unknown", 0, 0),
        _ => ("varchar", 2147483647, 0),
    };
}
