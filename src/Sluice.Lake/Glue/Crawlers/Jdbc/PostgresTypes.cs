using System.Globalization;

namespace Sluice.Lake.Glue.Crawlers.Jdbc;

/// <summary>
/// Glue's types for PostgreSQL's: those that its Spark reads the columns as over JDBC. What has none is text, as PostgreSQL writes it.
/// </summary>
internal static class PostgresTypes
{
    private const int MaxPrecision = 38;

    /// <summary>A numeric without precision has no bounds; Spark gives it 18 digits after the point.</summary>
    private const string AnyDecimal = "decimal(38,18)";

    /// <summary>The type of a column.</summary>
    /// <param name="name">PostgreSQL's own name of the type, <c>int4</c>; with an underscore before it, an array of it.</param>
    /// <param name="precision">A numeric's precision, or null.</param>
    /// <param name="scale">A numeric's scale, or null.</param>
    internal static string Of(string name, int? precision, int? scale) => name switch
    {
        ['_', .. var element] => $"array<{Of(element, null, null)}>",
        "bool" => "boolean",
        "int2" => "smallint",
        "int4" => "int",
        "int8" or "oid" => "bigint",
        "float4" => "float",
        "float8" => "double",
        "numeric" => precision is > 0 and <= MaxPrecision && scale is >= 0 && scale <= precision
            ? string.Create(CultureInfo.InvariantCulture, $"decimal({precision},{scale})")
            : AnyDecimal,
        "date" => "date",
        "timestamp" or "timestamptz" => "timestamp",
        "bytea" => "binary",
        _ => "string",
    };
}
