namespace Sluice.Lake.Athena.Sql;

/// <summary>A token and where it stands in the user's statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written, quotes included.</param>
/// <param name="Value">Without quotes and their escapes; for other kinds as <paramref name="Text"/>.</param>
/// <param name="Start">The offset of its first character.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, string Value, int Start)
{
    /// <summary>The offset after its last character.</summary>
    public int End => Start + Text.Length;

    /// <summary>Whether this is the keyword, in any case. Quoted names never are.</summary>
    public bool Is(string keyword) =>
        Kind == SqlTokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this is the symbol.</summary>
    public bool IsSymbol(string symbol) => Kind == SqlTokenKind.Symbol && Text == symbol;

    /// <summary>Whether this can be a name.</summary>
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;
}
