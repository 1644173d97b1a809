using System.Globalization;

namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>Reads a type from its text: <c>map(varchar, array(decimal(10,2)))</c>, <c>row(a integer, b varchar)</c>.</summary>
internal sealed class TrinoTypeParser(string text)
{
    private int position;

    /// <summary>Reads all of the text.</summary>
    public TrinoType Parse() => Type();

    private TrinoType Type()
    {
        var name = Word();
        if (position < text.Length && text[position] == '(')
        {
            position++;
            return Arguments(name);
        }

        return new TrinoType(name);
    }

    private TrinoType Arguments(string name)
    {
        switch (name)
        {
            case "decimal":
                var precision = Number();
                position++;
                var scale = Number();
                position++;
                return TrinoType.Decimal(precision, scale);
            case "varchar" or "char" or "timestamp" or "time":
                _ = Number();
                position++;
                return new TrinoType(name == "char" ? "char" : name + Word(' '));
            case "row":
                return Row();
        }

        var arguments = new List<TrinoType> { Type() };
        while (Next() == ',')
        {
            arguments.Add(Type());
        }

        return new TrinoType(name, arguments);
    }

    private TrinoType Row()
    {
        var (names, types) = (new List<string?>(), new List<TrinoType>());
        do
        {
            SkipBlanks();
            var end = text.IndexOf(' ', position);
            names.Add(text[position..end]);
            position = end;
            types.Add(Type());
        }
        while (Next() == ',');
        return TrinoType.Row(types, names);
    }

    private char Next()
    {
        SkipBlanks();
        return text[position++];
    }

    private int Number()
    {
        SkipBlanks();
        var start = position;
        while (char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        return int.Parse(text.AsSpan(start, position - start), CultureInfo.InvariantCulture);
    }

    /// <summary>A name, which may have blanks inside: <c>timestamp with time zone</c>.</summary>
    private string Word(char leading = '\0')
    {
        if (leading == '\0')
        {
            SkipBlanks();
        }

        var start = position;
        while (position < text.Length && text[position] is not ('(' or ')' or ','))
        {
            position++;
        }

        return text[start..position].TrimEnd();
    }

    private void SkipBlanks()
    {
        while (position < text.Length && text[position] == ' ')
        {
            position++;
        }
    }
}
