using System.Globalization;

namespace Sluice.Lake.Athena.Tables;

/// <summary>Reads a Hive type from its text.</summary>
internal sealed class HiveTypeParser(string text)
{
    private static readonly HashSet<string> Simple =
    [
        "tinyint", "smallint", "int", "integer", "bigint", "boolean", "float", "real", "double", "date", "timestamp",
        "string", "varchar", "char", "binary", "decimal",
    ];

    private int position;

    /// <summary>The whole text as a type.</summary>
    public HiveType Parse()
    {
        var type = Type();
        return position == text.Length ? type : throw Wrong($"'{text[position..]}' follows the type");
    }

    private HiveType Type()
    {
        var name = Word();
        switch (name)
        {
            case "array":
                Take('<');
                var element = Type();
                Take('>');
                return new HiveType(name, [], [new HiveField("element", element)]);
            case "map":
                Take('<');
                var key = Type();
                Take(',');
                var value = Type();
                Take('>');
                return new HiveType(name, [], [new HiveField("key", key), new HiveField("value", value)]);
            case "struct":
                return new HiveType(name, [], Fields());
            default:
                return Simple.Contains(name)
                    ? new HiveType(name, Arguments(), [])
                    : throw Wrong(name.Length == 0 ? "a type is missing" : $"there is no type '{name}'");
        }
    }

    private List<HiveField> Fields()
    {
        var fields = new List<HiveField>();
        Take('<');
        do
        {
            var name = Word();
            Take(':');
            fields.Add(new HiveField(name, Type()));
        }
        while (TryTake(','));
        Take('>');
        return fields;
    }

    private List<int> Arguments()
    {
        var arguments = new List<int>();
        if (TryTake('('))
        {
            do
            {
                var word = Word();
                arguments.Add(int.TryParse(word, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw Wrong($"'{word}' is not a length"));
            }
            while (TryTake(','));
            Take(')');
        }

        return arguments;
    }

    private string Word()
    {
        SkipBlank();
        var start = position;
        while (position < text.Length && !" \t\r\n<>(),:`".Contains(text[position], StringComparison.Ordinal))
        {
            position++;
        }

        var word = text[start..position].ToLowerInvariant();
        SkipBlank();
        return word;
    }

    private void SkipBlank()
    {
        // Backticks around a field's name say nothing in a type.
        while (position < text.Length && (char.IsWhiteSpace(text[position]) || text[position] == '`'))
        {
            position++;
        }
    }

    private bool TryTake(char symbol)
    {
        SkipBlank();
        if (position >= text.Length || text[position] != symbol)
        {
            return false;
        }

        position++;
        SkipBlank();
        return true;
    }

    private void Take(char symbol)
    {
        if (!TryTake(symbol))
        {
            throw Wrong($"'{symbol}' is missing at character {position + 1}");
        }
    }

    private FormatException Wrong(string what) => new($"'{text}' is not a column type: {what}");
}
