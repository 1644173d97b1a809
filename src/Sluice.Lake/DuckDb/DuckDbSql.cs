namespace Sluice.Lake.DuckDb;

/// <summary>Writes names and values into SQL text, quoted.</summary>
public static class DuckDbSql
{
    /// <summary><c>it's</c> becomes <c>'it''s'</c>.</summary>
    public static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary><c>a"b</c> becomes <c>"a""b"</c>.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A list of string literals: <c>['a', 'b']</c>.</summary>
    public static string List(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(Literal))}]";
}
