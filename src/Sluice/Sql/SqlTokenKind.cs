namespace Sluice.Sql;

/// <summary>What a piece of SQL text is.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword, an identifier without quotes, or a number.</summary>
    Word,

    /// <summary>An identifier in double quotes.</summary>
    QuotedIdentifier,

    /// <summary>A string in single quotes.</summary>
    Text,

    /// <summary>A comment of either form.</summary>
    Comment,

    /// <summary>Spaces and line ends.</summary>
    Space,

    /// <summary>A placeholder, <c>{{ ... }}</c>.</summary>
    Placeholder,

    /// <summary>Any other single character.</summary>
    Sign,
}
