namespace Sluice.Lake.Athena.Sql;

/// <summary>Places in a statement, as error messages name them.</summary>
internal static class SqlText
{
    /// <summary><c>line 3:8</c>: both count from 1.</summary>
    public static string Place(string sql, int offset)
    {
        var before = sql.AsSpan(0, Math.Clamp(offset, 0, sql.Length));
        var line = before.Count('\n') + 1;
        var column = before.Length - (before.LastIndexOf('\n') + 1) + 1;
        return $"line {line}:{column}";
    }
}
