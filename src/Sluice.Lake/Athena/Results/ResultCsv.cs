using System.Text;

namespace Sluice.Lake.Athena.Results;

/// <summary>Rows as Athena writes them: every value in double quotes, NULL as nothing, a line feed after each row.</summary>
internal static class ResultCsv
{
    /// <summary>Writes a row.</summary>
    public static void Write(StringBuilder text, IReadOnlyList<string?> row)
    {
        for (var index = 0; index < row.Count; index++)
        {
            if (index > 0)
            {
                text.Append(',');
            }

            if (row[index] is { } value)
            {
                text.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            }
        }

        text.Append('\n');
    }

    /// <summary>Reads the row at a position and moves the position behind it; null at the end.</summary>
    public static List<string?>? Read(TextReader text)
    {
        if (text.Peek() < 0)
        {
            return null;
        }

        var row = new List<string?>();
        while (true)
        {
            row.Add(text.Peek() == '"' ? ReadQuoted(text) : null);
            if (text.Read() != ',')
            {
                return row; // a line feed, or the end
            }
        }
    }

    private static string ReadQuoted(TextReader text)
    {
        var value = new StringBuilder();
        _ = text.Read();
        while (true)
        {
            var next = text.Read();
            if (next == '"')
            {
                if (text.Peek() != '"')
                {
                    return value.ToString();
                }

                _ = text.Read();
            }
            else if (next < 0)
            {
                throw new InvalidDataException("A value of the result file is not closed: the object was changed after the query.");
            }

            value.Append((char)next);
        }
    }
}
