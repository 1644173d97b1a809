namespace Sluice.Runs;

/// <summary>What a pipeline may be called: it becomes part of keys, crawler names and identifiers.</summary>
public static class PipelineName
{
    /// <summary>The rule, in words for a message.</summary>
    public const string Rule = "lower-case letters, digits and underscores, a letter first, at most 64 characters";

    /// <summary>True when <paramref name="name"/> obeys <see cref="Rule"/>.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 64
        && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
