using Sluice.Local.DuckDb;

namespace Sluice.Local.Athena.Tables;

/// <summary>Which types Athena converts by itself: only where nothing is lost.</summary>
internal static class Coercion
{
    private static readonly string[] Integers = ["tinyint", "smallint", "int", "bigint"];

    /// <summary>Whether a query's column may be inserted into a table's column.</summary>
    public static bool IsImplicit(DuckDbType from, HiveType to)
    {
        var target = to.Name switch { "integer" => "int", "real" => "float", var name => name };
        return from.Id switch
        {
            DuckDbTypeId.SqlNull => true,
            DuckDbTypeId.Boolean => target == "boolean",
            DuckDbTypeId.TinyInt => IsWider(target, 0) || IsFractional(target),
            DuckDbTypeId.SmallInt or DuckDbTypeId.UTinyInt => IsWider(target, 1) || IsFractional(target),
            DuckDbTypeId.Integer or DuckDbTypeId.USmallInt => IsWider(target, 2) || IsFractional(target),
            DuckDbTypeId.BigInt or DuckDbTypeId.HugeInt or DuckDbTypeId.UInteger or DuckDbTypeId.UBigInt =>
                IsWider(target, 3) || IsFractional(target),
            DuckDbTypeId.Decimal => target is "float" or "double"
                || (target == "decimal" && to.Scale >= from.Scale && to.Precision - to.Scale >= from.Precision - from.Scale),
            DuckDbTypeId.Float => target is "float" or "double",
            DuckDbTypeId.Double => target == "double",
            DuckDbTypeId.Varchar => target is "string" or "varchar" or "char",
            DuckDbTypeId.Blob => target == "binary",
            DuckDbTypeId.Date => target is "date" or "timestamp",
            DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampMilliseconds or DuckDbTypeId.TimestampSeconds
                or DuckDbTypeId.TimestampNanoseconds => target == "timestamp",
            DuckDbTypeId.List or DuckDbTypeId.Array => target == "array" && IsImplicit(from.Children[0].Type, to.Fields[0].Type),
            DuckDbTypeId.Map => target == "map" && AllImplicit(from, to),
            DuckDbTypeId.Struct => target == "struct" && AllImplicit(from, to),
            _ => false,
        };
    }

    private static bool AllImplicit(DuckDbType from, HiveType to) =>
        from.Children.Count == to.Fields.Count
        && from.Children.Zip(to.Fields).All(static pair => IsImplicit(pair.First.Type, pair.Second.Type));

    private static bool IsWider(string target, int rank) => Array.IndexOf(Integers, target) >= rank;

    private static bool IsFractional(string target) => target is "float" or "double" or "decimal";
}
