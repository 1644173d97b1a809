namespace Sluice.Lake.Athena.Tables;

/// <summary>Writes text into RE2's patterns.</summary>
internal static class TextPattern
{
    /// <summary>A pattern for this text and no other, good for inside of a class of characters too.</summary>
    public static string Of(string text) => string.Concat(text.Select(static letter => $"\\x{{{(int)letter:x}}}"));
}
