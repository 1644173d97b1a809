namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>
/// Which types become which by themselves: numbers widen, dates become timestamps, text never becomes anything else.
/// <see href="https://trino.io/docs/current/language/types.html"/>
/// </summary>
internal static class TrinoCoercion
{
    private static readonly string[] Numbers = ["tinyint", "smallint", "integer", "bigint", "decimal", "real", "double"];
    private static readonly string[] Moments = ["date", "timestamp", "timestamp with time zone"];

    /// <summary>The type that values of both have in a comparison, CASE, IN, UNION; null when there is none.</summary>
    public static TrinoType? Common(TrinoType left, TrinoType right)
    {
        if (left.Name == "unknown")
        {
            return right;
        }

        if (right.Name == "unknown")
        {
            return left;
        }

        if (left.IsNumeric && right.IsNumeric)
        {
            var (a, b) = (Array.IndexOf(Numbers, left.Name), Array.IndexOf(Numbers, right.Name));
            return left.Name == "decimal" || right.Name == "decimal" ? DecimalOrFloating(left, right) : a >= b ? left : right;
        }

        if (left.IsText && right.IsText)
        {
            return left.Name == "char" && right.Name == "char" ? left : TrinoType.Varchar;
        }

        if (Array.IndexOf(Moments, left.Name) is >= 0 and var from && Array.IndexOf(Moments, right.Name) is >= 0 and var to)
        {
            return from >= to ? left : right;
        }

        if (left.Name != right.Name || left.Arguments.Count != right.Arguments.Count)
        {
            return null;
        }

        if (left.Arguments.Count == 0)
        {
            return left;
        }

        var arguments = left.Arguments.Zip(right.Arguments, Common).ToList();
        return arguments.Contains(null) ? null
            : left.Name == "row" ? TrinoType.Row(arguments!, left.FieldNames)
            : new TrinoType(left.Name, arguments!);
    }

    /// <summary>Whether an argument of a type may stand where a function wants another.</summary>
    public static bool Accepts(TrinoType wanted, TrinoType given) =>
        Common(wanted, given) is { } common && (common.Name == wanted.Name || (wanted.IsText && given.IsText));

    /// <summary>An integer as a decimal that holds each of its values.</summary>
    public static TrinoType AsDecimal(TrinoType type) => type.Name switch
    {
        "tinyint" => TrinoType.Decimal(3, 0),
        "smallint" => TrinoType.Decimal(5, 0),
        "integer" => TrinoType.Decimal(10, 0),
        "bigint" => TrinoType.Decimal(19, 0),
        _ => type,
    };

    private static TrinoType DecimalOrFloating(TrinoType left, TrinoType right)
    {
        if (left.Name is "real" or "double")
        {
            return left;
        }

        if (right.Name is "real" or "double")
        {
            return right;
        }

        var (a, b) = (AsDecimal(left), AsDecimal(right));
        var scale = Math.Max(a.Scale, b.Scale);
        return TrinoType.Decimal(Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale, scale);
    }
}
