using System.Text;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>A statement in DuckDB's syntax that knows where each of its parts stood in the user's.</summary>
/// <param name="original">The user's statement.</param>
/// <param name="sql">The same in DuckDB's syntax.</param>
/// <param name="edits">What was replaced, sorted by place, not overlapping.</param>
internal sealed class TranslatedSql(string original, string sql, IReadOnlyList<SqlEdit> edits)
{
    /// <summary>The user's statement.</summary>
    public string Original { get; } = original;

    /// <summary>The same in DuckDB's syntax.</summary>
    public string Sql { get; } = sql;

    /// <summary>The offset in the user's statement of a place that DuckDB names, which counts UTF-8 bytes.</summary>
    public int OriginalOffset(long byteOffset)
    {
        var bytes = Encoding.UTF8.GetBytes(Sql);
        var length = (int)Math.Clamp(byteOffset, 0, bytes.Length);
        var offset = Encoding.UTF8.GetCharCount(bytes, 0, length);
        var shift = 0;
        foreach (var edit in edits)
        {
            var start = edit.Start + shift;
            if (offset < start)
            {
                break;
            }

            if (offset < start + edit.Replacement.Length)
            {
                return edit.Start;
            }

            shift += edit.Replacement.Length - edit.Length;
        }

        return offset - shift;
    }
}
