namespace Sluice.Lake.S3;

/// <summary>
/// The order in which S3 lists keys: by the bytes of their UTF-8 form. It differs from the order of .NET's characters
/// only for those outside the basic plane, whose surrogates must come after <c>U+E000</c>–<c>U+FFFF</c>.
/// </summary>
public sealed class KeyOrder : IComparer<string>
{
    private KeyOrder()
    {
    }

    /// <summary>The one instance.</summary>
    public static KeyOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> left = x, right = y;
        var common = left.CommonPrefixLength(right);
        return common == left.Length || common == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[common]).CompareTo(Rank(right[common]));
    }

    private static int Rank(char character) =>
        char.IsSurrogate(character) ? character + 0x2000 : character >= '\uE000' ? character - 0x800 : character;
}
