namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>What the letters of a signature stand for in one call.</summary>
internal sealed class TypeBinding
{
    private readonly Dictionary<string, TrinoType?> letters = new(StringComparer.Ordinal);

    /// <summary>Matches an argument with a parameter; an argument whose type nobody knows matches everything.</summary>
    public bool Match(TrinoType parameter, TrinoType? argument)
    {
        if (argument is null)
        {
            if (IsLetter(parameter))
            {
                letters.TryAdd(parameter.Name, null);
            }

            return true;
        }

        if (IsLetter(parameter))
        {
            return MatchLetter(parameter.Name, argument);
        }

        if (argument.Name == "unknown" || parameter.Name == "any")
        {
            return true;
        }

        if (parameter.Arguments.Count == 0)
        {
            return TrinoCoercion.Accepts(parameter, argument);
        }

        return parameter.Name == argument.Name && parameter.Arguments.Count == argument.Arguments.Count
            && parameter.Arguments.Zip(argument.Arguments).All(pair => Match(pair.First, pair.Second));
    }

    /// <summary>A parameter or result with its letters replaced; null when one of them is not known.</summary>
    public TrinoType? Resolve(TrinoType type)
    {
        if (IsLetter(type))
        {
            return letters.GetValueOrDefault(type.Name);
        }

        if (type.Arguments.Count == 0)
        {
            return type.Name == "any" ? null : type;
        }

        var arguments = type.Arguments.Select(Resolve).ToList();
        return arguments.Contains(null) ? null : new TrinoType(type.Name, arguments!);
    }

    private static bool IsLetter(TrinoType type) => type.Name is [>= 'A' and <= 'Z'];

    private bool MatchLetter(string letter, TrinoType argument)
    {
        if ((letter == "N" && !argument.IsNumeric && argument.Name != "unknown")
            || (letter == "D" && argument.Name is not ("date" or "timestamp" or "timestamp with time zone" or "unknown")))
        {
            return false;
        }

        if (!letters.TryGetValue(letter, out var known))
        {
            letters[letter] = argument;
            return true;
        }

        if (known is null)
        {
            return true;
        }

        var common = TrinoCoercion.Common(known, argument);
        letters[letter] = common;
        return common is not null;
    }
}
