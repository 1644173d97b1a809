namespace Sluice.Local.Commands;

/// <summary>How <c>sluice query</c> prints.</summary>
public enum QueryFormat
{
    /// <summary>Aligned columns, for people.</summary>
    Table,

    /// <summary>RFC 4180, with a header row; NULL is an empty field without quotes, an empty string is <c>""</c>.</summary>
    Csv,

    /// <summary>An array of objects; numbers and booleans as such, everything else as Athena's text.</summary>
    Json,
}
