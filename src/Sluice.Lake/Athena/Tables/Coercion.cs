using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Tables;

/// <summary>
/// Which types Athena converts by itself when it inserts: numbers into numbers, days and moments into each other. A value that
/// does not fit fails then.
/// </summary>
internal static class Coercion
{
    private static readonly string[] Numbers = ["tinyint", "smallint", "int", "bigint", "float", "double", "decimal"];

    /// <summary>Whether a query's column may be inserted into a table's column.</summary>
    public static bool IsImplicit(DuckDbType from, HiveType to)
    {
        var target = to.Name switch { "integer" => "int", "real" => "float", var name => name };
        return from.Id switch
        {
            DuckDbTypeId.SqlNull => true,
            DuckDbTypeId.Boolean => target == "boolean",
            DuckDbTypeId.TinyInt or DuckDbTypeId.SmallInt or DuckDbTypeId.Integer or DuckDbTypeId.BigInt or DuckDbTypeId.HugeInt
                or DuckDbTypeId.UTinyInt or DuckDbTypeId.USmallInt or DuckDbTypeId.UInteger or DuckDbTypeId.UBigInt
                or DuckDbTypeId.Decimal or DuckDbTypeId.Float or DuckDbTypeId.Double => Numbers.Contains(target),
            DuckDbTypeId.Varchar => target is "string" or "varchar" or "char",
            DuckDbTypeId.Blob => target == "binary",
            DuckDbTypeId.Date or DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampMilliseconds or DuckDbTypeId.TimestampSeconds
                or DuckDbTypeId.TimestampNanoseconds => target is "date" or "timestamp",
            DuckDbTypeId.List or DuckDbTypeId.Array => target == "array" && IsImplicit(from.Children[0].Type, to.Fields[0].Type),
            DuckDbTypeId.Map => target == "map" && AllImplicit(from, to),
            DuckDbTypeId.Struct => target == "struct" && AllImplicit(from, to),
            _ => false,
        };
    }

    private static bool AllImplicit(DuckDbType from, HiveType to) =>
        from.Children.Count == to.Fields.Count
        && from.Children.Zip(to.Fields).All(static pair => IsImplicit(pair.First.Type, pair.Second.Type));
}
