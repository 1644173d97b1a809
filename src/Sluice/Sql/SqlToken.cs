namespace Sluice.Sql;

/// <summary>A piece of SQL text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text itself, quotes included.</param>
/// <param name="Start">Where it starts, in characters.</param>
/// <param name="Line">The line it starts on, from 1.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Start, int Line)
{
    /// <summary>Where it ends, in characters.</summary>
    public int End => Start + Text.Length;

    /// <summary>True for the given keyword in any case.</summary>
    public bool Is(string keyword) => Kind == SqlTokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for the given sign.</summary>
    public bool Is(char sign) => Kind == SqlTokenKind.Sign && Text[0] == sign;

    /// <summary>An identifier as the catalog knows it: without quotes, lower case.</summary>
    public string Identifier => Kind == SqlTokenKind.QuotedIdentifier
        ? Text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal).ToLowerInvariant()
        : Text.ToLowerInvariant();
}
