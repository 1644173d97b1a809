namespace Sluice.Stages;

/// <summary>The type, in Hive's words, of the column that takes a column of a query in Athena.</summary>
public static class StageColumnType
{
    private const string NoPlace = "Make another value of it, as CAST, json_format or array_join do, or run the stages in Glue.";

    /// <summary>Whether what Athena says of a result's column leaves open what it is made of: an array of what, a row of which fields.</summary>
    /// <param name="type">As in ResultSetMetadata.</param>
    public static bool HasParts(string type) => type is "array" or "map" or "row";

    /// <summary>The type of a column that has no parts.</summary>
    /// <param name="type">As in ResultSetMetadata.</param>
    /// <param name="precision">A decimal's digits.</param>
    /// <param name="scale">A decimal's digits after the point.</param>
    /// <exception cref="FormatException">Hive has none for it: says what to do instead.</exception>
    public static string Of(string type, int precision, int scale) => type switch
    {
        "decimal" => FormattableString.Invariant($"decimal({precision},{scale})"),
        "string" or "int" or "float" or "binary" => type,
        _ => Plain(type),
    };

    /// <summary>The type of a column by what <c>typeof</c> says of it: <c>map(varchar, row("a" bigint))</c>.</summary>
    /// <exception cref="FormatException">Hive has none for it: says what to do instead.</exception>
    public static string OfTypeof(string text) => new TrinoTypeText(text).ToHive();

    internal static string Plain(string type) => type switch
    {
        "varchar" or "char" => "string",
        "integer" => "int",
        "real" => "float",
        "varbinary" => "binary",
        "boolean" or "tinyint" or "smallint" or "bigint" or "double" or "date" or "timestamp" => type,
        _ => throw new FormatException($"there is no place for '{type}' in a Parquet table. {NoPlace}"),
    };
}
