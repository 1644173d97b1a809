using System.Text;

namespace Sluice.Stages;

/// <summary>Reads a type as Athena writes it and writes it as Hive does. Names of fields may be in quotes: newer engines put them there.</summary>
internal sealed class TrinoTypeText(string text)
{
    private int position;

    /// <summary>The whole text in Hive's words.</summary>
    /// <exception cref="FormatException">Hive has none for it.</exception>
    public string ToHive()
    {
        var type = Type();
        return position == text.Length ? type : throw Unreadable();
    }

    private string Type()
    {
        var name = Word();
        switch (name)
        {
            case "array":
                Take('(');
                var element = Type();
                Take(')');
                return $"array<{element}>";
            case "map":
                Take('(');
                var key = Type();
                Take(',');
                var value = Type();
                Take(')');
                return key.Contains('<', StringComparison.Ordinal)
                    ? throw new FormatException("the keys of a map in a Parquet table are plain values. Make a row or an array of rows of it.")
                    : $"map<{key},{value}>";
            case "row":
                return Row();
            case "decimal":
                return $"decimal{Arguments()}";
            default:
                Arguments(); // a length or a precision that Hive's type does not have
                var rest = Rest();
                return StageColumnType.Plain(rest.Length == 0 ? name : $"{name} {rest}");
        }
    }

    private string Row()
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Take('(');
        do
        {
            var name = FieldName();
            if (!fields.TryAdd(name, Type()))
            {
                throw new FormatException($"a row has two fields '{name}': Hive does not tell upper from lower case. Give one another name.");
            }
        }
        while (TryTake(','));
        Take(')');
        return $"struct<{string.Join(",", fields.Select(static field => $"{field.Key}:{field.Value}"))}>";
    }

    private string FieldName()
    {
        SkipBlanks();
        var start = position;
        var name = position < text.Length && text[position] == '"' ? Quoted() : Word();
        if (position == text.Length || text[position] != ' ')
        {
            throw new FormatException($"a field of its row has no name ({text[start..]}). Give each one a name: CAST(ROW(1, 'x') AS ROW(a integer, b varchar)).");
        }

        // In Hive's text of a type a blank, a colon or a comma would end the name.
        return name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? name.ToLowerInvariant()
            : throw new FormatException($"a field of its row is called '{name}'. Give it a name of letters, digits and underscores.");
    }

    private string Quoted()
    {
        var name = new StringBuilder();
        for (position++; position < text.Length; position++)
        {
            if (text[position] == '"' && !(position + 1 < text.Length && text[++position] == '"'))
            {
                return name.ToString();
            }

            name.Append(text[position]);
        }

        throw Unreadable();
    }

    /// <summary><c>(10,2)</c>, without blanks; nothing where there is none.</summary>
    private string Arguments()
    {
        if (position == text.Length || text[position] != '(')
        {
            return "";
        }

        var end = text.IndexOf(')', position);
        if (end < 0)
        {
            throw Unreadable();
        }

        var arguments = text[position..(end + 1)].Replace(" ", "", StringComparison.Ordinal);
        position = end + 1;
        return arguments;
    }

    private string Word()
    {
        SkipBlanks();
        return Until(" ,()\"");
    }

    /// <summary>The words that follow a type's arguments: <c>with time zone</c>.</summary>
    private string Rest() => Until(",()").Trim();

    private string Until(string ends)
    {
        var start = position;
        while (position < text.Length && !ends.Contains(text[position], StringComparison.Ordinal))
        {
            position++;
        }

        return text[start..position];
    }

    private void Take(char symbol)
    {
        if (!TryTake(symbol))
        {
            throw Unreadable();
        }
    }

    private bool TryTake(char symbol)
    {
        SkipBlanks();
        var isThere = position < text.Length && text[position] == symbol;
        position += isThere ? 1 : 0;
        return isThere;
    }

    private void SkipBlanks()
    {
        while (position < text.Length && text[position] == ' ')
        {
            position++;
        }
    }

    private FormatException Unreadable() => new($"the type cannot be read from here: '{text[position..]}'. Make a plain value of it, or run the stages in Glue.");
}
