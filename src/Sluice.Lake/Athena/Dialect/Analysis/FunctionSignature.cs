namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>
/// One form of a function: <c>element_at(map(K, V), K) V</c>. A single capital letter stands for any type, <c>N</c> for any number,
/// <c>D</c> for a date or timestamp; <c>...</c> after the last parameter repeats it.
/// </summary>
internal sealed class FunctionSignature
{
    private readonly bool isVariadic;
    private readonly string text;

    public FunctionSignature(string text)
    {
        this.text = text;
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = Close(text, open);
        Name = text[..open];
        var inside = text[(open + 1)..close];
        isVariadic = inside.EndsWith("...", StringComparison.Ordinal);
        Parameters = Split(isVariadic ? inside[..^3] : inside).Select(TrinoType.Parse).ToList();
        Result = TrinoType.Parse(text[(close + 1)..].Trim());
    }

    /// <summary>The function's name.</summary>
    public string Name { get; }

    /// <summary>What it takes.</summary>
    public IReadOnlyList<TrinoType> Parameters { get; }

    /// <summary>What it returns; may be a letter of the parameters.</summary>
    public TrinoType Result { get; }

    /// <summary>The form as messages show it, without the result.</summary>
    public override string ToString() => text[..(Close(text, text.IndexOf('(', StringComparison.Ordinal)) + 1)];

    /// <summary>Whether the form takes so many arguments.</summary>
    public bool Takes(int count) => isVariadic ? count >= Parameters.Count - 1 : count == Parameters.Count;

    /// <summary>The parameter for an argument.</summary>
    public TrinoType Parameter(int index) => Parameters[Math.Min(index, Parameters.Count - 1)];

    private static int Close(string text, int open)
    {
        var depth = 0;
        for (var index = open; ; index++)
        {
            depth += text[index] == '(' ? 1 : text[index] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return index;
            }
        }
    }

    private static IEnumerable<string> Split(string list)
    {
        var (depth, start) = (0, 0);
        for (var index = 0; index < list.Length; index++)
        {
            depth += list[index] == '(' ? 1 : list[index] == ')' ? -1 : 0;
            if (depth == 0 && list[index] == ',')
            {
                yield return list[start..index];
                start = index + 1;
            }
        }

        if (list.Length > start)
        {
            yield return list[start..];
        }
    }
}
