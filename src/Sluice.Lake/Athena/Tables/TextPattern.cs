using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Tables;

/// <summary>Writes text into RE2's patterns.</summary>
internal static class TextPattern
{
    /// <summary>A pattern for this text and no other, good for inside of a class of characters too.</summary>
    public static string Of(string text) => string.Concat(text.Select(static letter => $"\\x{{{(int)letter:x}}}"));

    /// <summary>The fields of <c>line</c>, as they are written. An escape character at its end stands for itself.</summary>
    /// <param name="separator">What stands between fields.</param>
    /// <param name="escape">What takes the character behind it as it is.</param>
    /// <param name="field">The pattern of a field.</param>
    public static string Fields(string separator, string escape, string field)
    {
        var (mark, end) = (DuckDbSql.Literal(escape), DuckDbSql.Literal(separator));
        var isCut = $"ends_with(line, {mark}) AND regexp_full_match(line, {DuckDbSql.Literal($"(?:[^{Of(escape)}]|{Of(escape)}.)*{Of(escape)}")})";
        return $"regexp_extract_all(line || CASE WHEN {isCut} THEN {mark} ELSE '' END || {end}, {DuckDbSql.Literal($"({field}){Of(separator)}")}, 1)";
    }
}
