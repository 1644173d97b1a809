namespace Sluice.Lake.Athena.Sql;

/// <summary>What a token is.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword or an unquoted name.</summary>
    Word,

    /// <summary><c>"name"</c> or <c>`name`</c>.</summary>
    QuotedName,

    /// <summary><c>'text'</c>.</summary>
    Text,

    /// <summary><c>1</c>, <c>1.5</c>, <c>1e7</c>.</summary>
    Number,

    /// <summary>An operator or punctuation.</summary>
    Symbol,

    /// <summary>After the last token.</summary>
    End,
}
