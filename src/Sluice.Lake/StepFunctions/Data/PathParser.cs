using System.Globalization;
using System.Text;

namespace Sluice.Lake.StepFunctions.Data;

/// <summary>Parses JSONPath, and the filters inside it. Positions in errors count characters from 1.</summary>
internal sealed class PathParser(string text)
{
    private int position;

    /// <summary>Where the next character is, from 0.</summary>
    public int Position
    {
        get => position;
        set => position = value;
    }

    private char Current => position < text.Length ? text[position] : '\0';

    /// <summary>Reads steps for as long as there are any.</summary>
    public IReadOnlyList<PathSegment> ReadSegments()
    {
        var segments = new List<PathSegment>();
        while (Current is '.' or '[')
        {
            segments.Add(ReadSegment());
        }

        return segments;
    }

    /// <summary>An error at the current position.</summary>
    public FormatException Error(string what) => new($"'{text}': {what} at character {position + 1}");

    private PathSegment ReadSegment()
    {
        if (Current == '[')
        {
            return ReadBracket();
        }

        position++;
        if (Current == '.')
        {
            position++;
            return new DescendantSegment(Current == '[' ? ReadBracket() : ReadDotName());
        }

        // Step Functions' documentation writes $.abc.['def ghi'] too.
        return Current == '[' ? ReadBracket() : ReadDotName();
    }

    private PathSegment ReadDotName()
    {
        if (Current == '*')
        {
            position++;
            return new WildcardSegment();
        }

        var start = position;
        while (Current is '_' or '-' || char.IsLetterOrDigit(Current) || Current > '\u007f')
        {
            position++;
        }

        if (position == start)
        {
            throw Error("a field name is missing");
        }

        if (Current == '(')
        {
            throw Error("functions are not supported in a path");
        }

        return new NameSegment([text[start..position]]);
    }

    private PathSegment ReadBracket()
    {
        Expect('[');
        SkipBlanks();
        PathSegment segment;
        if (Current == '*')
        {
            position++;
            segment = new WildcardSegment();
        }
        else if (Current == '?')
        {
            position++;
            SkipBlanks();
            segment = new FilterSegment(ReadOr());
        }
        else if (Current is '\'' or '"')
        {
            segment = new NameSegment(ReadList(ReadQuoted));
        }
        else
        {
            segment = ReadIndexes();
        }

        SkipBlanks();
        Expect(']');
        return segment;
    }

    private PathSegment ReadIndexes()
    {
        var start = ReadOptionalInteger();
        SkipBlanks();
        if (Current != ':')
        {
            var indexes = new List<int> { start ?? throw Error("an index, a quoted name, '*' or a filter is missing") };
            while (Current == ',')
            {
                position++;
                SkipBlanks();
                indexes.Add(ReadOptionalInteger() ?? throw Error("an index is missing"));
                SkipBlanks();
            }

            return new IndexSegment(indexes);
        }

        position++;
        SkipBlanks();
        var end = ReadOptionalInteger();
        SkipBlanks();
        var step = 1;
        if (Current == ':')
        {
            position++;
            SkipBlanks();
            step = ReadOptionalInteger() ?? 1;
        }

        return step > 0 ? new SliceSegment(start, end, step) : throw Error("a slice's step must be above zero");
    }

    private List<T> ReadList<T>(Func<T> read)
    {
        var items = new List<T> { read() };
        SkipBlanks();
        while (Current == ',')
        {
            position++;
            SkipBlanks();
            items.Add(read());
            SkipBlanks();
        }

        return items;
    }

    private string ReadQuoted()
    {
        var quote = Current;
        var value = new StringBuilder();
        for (position++; Current != quote; position++)
        {
            if (position >= text.Length)
            {
                throw Error("the quote is not closed");
            }

            if (Current == '\\')
            {
                position++;
            }

            value.Append(Current);
        }

        position++;
        return value.ToString();
    }

    private int? ReadOptionalInteger()
    {
        var start = position;
        if (Current == '-')
        {
            position++;
        }

        while (char.IsAsciiDigit(Current))
        {
            position++;
        }

        return position == start
            ? null
            : int.TryParse(text.AsSpan(start, position - start), CultureInfo.InvariantCulture, out var value)
                ? value
                : throw Error("a number is wrong");
    }

    private PathFilter ReadOr()
    {
        var left = ReadAnd();
        while (TryRead("||"))
        {
            left = new JoinedFilter(left, ReadAnd(), IsAnd: false);
        }

        return left;
    }

    private PathFilter ReadAnd()
    {
        var left = ReadCondition();
        while (TryRead("&&"))
        {
            left = new JoinedFilter(left, ReadCondition(), IsAnd: true);
        }

        return left;
    }

    private PathFilter ReadCondition()
    {
        SkipBlanks();
        if (Current == '!')
        {
            position++;
            return new NegatedFilter(ReadCondition());
        }

        if (Current == '(')
        {
            position++;
            var inner = ReadOr();
            SkipBlanks();
            Expect(')');
            return inner;
        }

        var left = ReadOperand();
        SkipBlanks();
        foreach (var comparison in (ReadOnlySpan<string>)["==", "!=", "<=", ">=", "<", ">"])
        {
            if (TryRead(comparison))
            {
                SkipBlanks();
                return new ComparisonFilter(left, comparison, ReadOperand());
            }
        }

        return left.Literal is null
            ? new ExistsFilter(left)
            : throw Error("a comparison (== != < <= > >=) is missing; other filter operators are not supported");
    }

    private FilterOperand ReadOperand()
    {
        if (Current is '@' or '$')
        {
            var fromRoot = Current == '$';
            position++;
            return new FilterOperand(null, fromRoot, ReadSegments());
        }

        if (Current is '\'' or '"')
        {
            return new FilterOperand(JsonText.Write(ReadQuoted()), false, []);
        }

        var start = position;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '-' or '+' or '.')
        {
            position++;
        }

        var literal = text[start..position];
        return literal is "true" or "false" or "null"
            || (literal.Length > 0 && decimal.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            ? new FilterOperand(literal, false, [])
            : throw Error("a path, string, number, true, false or null is missing");
    }

    private bool TryRead(string token)
    {
        SkipBlanks();
        if (string.CompareOrdinal(text, position, token, 0, token.Length) != 0)
        {
            return false;
        }

        position += token.Length;
        return true;
    }

    private void SkipBlanks()
    {
        while (Current == ' ')
        {
            position++;
        }
    }

    private void Expect(char expected)
    {
        if (Current != expected)
        {
            throw Error($"'{expected}' is missing");
        }

        position++;
    }
}
