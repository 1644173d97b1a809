namespace Sluice.Lake.Athena.Tables;

/// <summary>
/// What LazySimpleSerDe makes of a field's text, as SQL: the rules of Trino's reader of text
/// (<see href="https://github.com/trinodb/trino/tree/master/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/encodings/text"/>),
/// which are Java's. DuckDB's casts take more, <c>1e3</c> and <c>0x10</c> for an integer for instance, so something decides what they are given:
/// a cheap condition that nearly all values meet, or else a pattern.
/// </summary>
internal static class TextValue
{
    private const string Number = @"(?:[0-9]+\.?[0-9]*|\.[0-9]+)";
    private const string Exponent = "(?:[eE][+-]?[0-9]+)";

    /// <summary>The value of a field, NULL where it is none of the type.</summary>
    /// <param name="text">The name of a column of text, NULL where the field is.</param>
    /// <param name="type">What the field is to be.</param>
    public static string Of(string text, HiveType type) => type.Name switch
    {
        "varchar" when type.Arguments.Count > 0 => $"left({text}, {type.Arguments[0]})",
        "char" when type.Arguments.Count > 0 => $"rtrim(left({text}, {type.Arguments[0]}), ' ')",
        "string" or "varchar" or "char" => text,
        "boolean" => $"CASE lower({text}) WHEN 'true' THEN true WHEN 'false' THEN false END",
        "float" or "real" or "double" => Floating(text, type.DuckDb),
        "decimal" => Decimal(text, type.DuckDb),
        "date" => TextMoment.Date(text),
        "timestamp" => TextMoment.Timestamp(text),
        "binary" => Binary(text),
        _ => Integer(text, type.DuckDb),
    };

    /// <summary>A column in words that <see cref="Of"/> reads, where COPY writes others: <c>inf</c> and <c>nan</c>, and bytes as they are.</summary>
    public static string Written(TableColumn column) => column.Type.Name switch
    {
        "float" or "real" or "double" => $"CASE WHEN isfinite({column.Quoted}) THEN CAST({column.Quoted} AS VARCHAR) WHEN isnan({column.Quoted}) THEN 'NaN' "
            + $"WHEN {column.Quoted} > 0 THEN 'Infinity' WHEN {column.Quoted} < 0 THEN '-Infinity' END",
        "binary" => $"to_base64({column.Quoted})",
        _ => column.Quoted,
    };

    /// <summary>A sign and digits; a fraction is cut off, and may be all there is. Most integers are written as DuckDB would write them.</summary>
    private static string Integer(string text, string type) =>
        $"CASE WHEN CAST(TRY_CAST({text} AS {type}) AS VARCHAR) = {text} OR regexp_full_match({text}, '[+-]?[0-9]+') THEN TRY_CAST({text} AS {type}) "
        + $@"WHEN regexp_full_match({text}, '[+-]?[0-9]*\.[0-9]*') THEN TRY_CAST(regexp_replace({text}, '^([+-]?)([0-9]*)\..*$', '\10\2') AS {type}) END";

    /// <summary>
    /// What Java's <c>parseDouble</c> takes, but for hexadecimal numbers: blanks around it, <c>NaN</c> and <c>Infinity</c> in that case, a suffix.
    /// What begins with a digit, a point or a minus before them is no word, and DuckDB reads it alike unless it has an underscore.
    /// </summary>
    private static string Floating(string text, string type) =>
        $"coalesce(CASE WHEN ({text} BETWEEN '.' AND ':' OR {text} BETWEEN '-.' AND '-:') AND NOT contains({text}, '_') THEN TRY_CAST({text} AS {type}) END, "
        + $@"CASE WHEN regexp_full_match({text}, '{TextMoment.Blanks}[+-]?(?:NaN|Infinity|{Number}{Exponent}?[fFdD]?){TextMoment.Blanks}') "
        + $"THEN TRY_CAST(regexp_extract({text}, '[+-]?(?:NaN|Infinity|{Number}{Exponent}?)') AS {type}) END)";

    /// <summary>
    /// What Java's <c>BigDecimal</c> takes, rounded half up. A number with an exponent is written without it first: DuckDB counts the digits before
    /// it moves the point.
    /// </summary>
    private static string Decimal(string text, string type) =>
        $"CASE WHEN CAST(TRY_CAST({text} AS {type}) AS VARCHAR) = {text} OR regexp_full_match({text}, '[+-]?{Number}') THEN TRY_CAST({text} AS {type}) "
        + $"WHEN regexp_full_match({text}, '[+-]?{Number}{Exponent}') THEN list_transform(["
        + $@"regexp_extract({text}, '^([+-]?)0*([0-9]*)\.?([0-9]*)[eE](.*)$', ['sign', 'whole', 'part', 'exponent'])], "
        + "n -> list_transform([length(n.whole) + TRY_CAST(n.exponent AS INTEGER)], point -> TRY_CAST(n.sign || CASE "
        + "WHEN point <= 0 THEN '0.' || repeat('0', least(-point, 50)) || n.whole || n.part "
        + "WHEN point >= length(n.whole || n.part) THEN '0' || n.whole || n.part || repeat('0', least(point - length(n.whole || n.part), 50)) "
        + $"ELSE left(n.whole || n.part, point) || '.' || substring(n.whole || n.part, point + 1) END AS {type}))[1])[1] END";

    /// <summary>Base64 in either alphabet, padded or not; what has any other character is the bytes themselves.</summary>
    private static string Binary(string text) =>
        $@"CASE WHEN regexp_full_match({text}, '[A-Za-z0-9+/_= \t\r\n-]*') THEN list_transform("
        + $@"[translate(regexp_replace({text}, '=.*|[ \t\r\n]', '', 'g'), '-_', '+/')], "
        + "code -> from_base64(left(code, length(code) - CAST(length(code) % 4 = 1 AS INTEGER)) || CASE length(code) % 4 WHEN 2 THEN '==' WHEN 3 THEN '=' ELSE '' END))[1] "
        + $"ELSE encode({text}) END";
}
