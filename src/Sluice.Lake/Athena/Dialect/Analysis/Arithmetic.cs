namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>The types of arithmetic: <see href="https://trino.io/docs/current/functions/decimal.html#binary-arithmetic-decimal-operators"/>.</summary>
internal static class Arithmetic
{
    /// <summary>The type of <c>left symbol right</c>; null when Athena has no such operator.</summary>
    public static TrinoType? Result(string symbol, TrinoType left, TrinoType right)
    {
        if (left.Name == "unknown" || right.Name == "unknown")
        {
            return left.Name == "unknown" ? right : left;
        }

        if (left.IsNumeric && right.IsNumeric)
        {
            var common = TrinoCoercion.Common(left, right);
            return common?.Name == "decimal" ? OfDecimals(symbol, TrinoCoercion.AsDecimal(left), TrinoCoercion.AsDecimal(right)) : common;
        }

        return (symbol, left.Name, right.Name) switch
        {
            ("-", "date" or "timestamp" or "timestamp with time zone", "date" or "timestamp" or "timestamp with time zone") => TrinoType.DayInterval,
            ("+" or "-", "date" or "timestamp" or "timestamp with time zone" or "time", "interval day to second" or "interval year to month") => left,
            ("+", "interval day to second" or "interval year to month", "date" or "timestamp" or "timestamp with time zone" or "time") => right,
            ("+" or "-", "interval day to second", "interval day to second") => left,
            ("+" or "-", "interval year to month", "interval year to month") => left,
            ("*" or "/", "interval day to second" or "interval year to month", _) when right.IsNumeric => left,
            ("*", _, "interval day to second" or "interval year to month") when left.IsNumeric => right,
            _ => null,
        };
    }

    private static TrinoType OfDecimals(string symbol, TrinoType left, TrinoType right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        return symbol switch
        {
            "*" => TrinoType.Decimal(left.Precision + right.Precision, left.Scale + right.Scale),
            "/" => TrinoType.Decimal(left.Precision + right.Scale + Math.Max(0, right.Scale - left.Scale), scale),
            "%" => TrinoType.Decimal(Math.Min(left.Precision - left.Scale, right.Precision - right.Scale) + scale, scale),
            _ => TrinoType.Decimal(scale + Math.Max(left.Precision - left.Scale, right.Precision - right.Scale) + 1, scale),
        };
    }
}
