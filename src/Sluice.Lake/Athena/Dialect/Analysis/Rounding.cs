namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>The types of what rounds decimals: <see href="https://trino.io/docs/current/functions/math.html"/>.</summary>
internal static class Rounding
{
    /// <summary>The type of a call over a decimal; null for another function or argument.</summary>
    public static TrinoType? Result(string name, IReadOnlyList<TrinoType?> arguments) => (name.ToLowerInvariant(), arguments) switch
    {
        ("floor" or "ceil" or "ceiling" or "round", [{ Name: "decimal" } number]) =>
            TrinoType.Decimal(number.Precision - number.Scale + Math.Min(1, number.Scale), 0),
        ("truncate", [{ Name: "decimal" } number]) => TrinoType.Decimal(Math.Max(1, number.Precision - number.Scale), 0),
        ("round", [{ Name: "decimal" } number, _]) => TrinoType.Decimal(number.Precision + 1, number.Scale),
        ("sign", [{ Name: "decimal" }]) => TrinoType.Decimal(1, 0),
        _ => null,
    };
}
