using System.Text;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>Splits CSV text (RFC 4180: quotes around fields, doubled within them) into rows. Blank lines are no rows.</summary>
internal static class CsvRows
{
    internal static IEnumerable<IReadOnlyList<CsvField>> Read(string text, char delimiter)
    {
        var row = new List<CsvField>();
        var position = 0;
        while (position < text.Length)
        {
            row.Add(Field(text, delimiter, ref position));
            if (position < text.Length && text[position] == delimiter)
            {
                position++;
                if (position == text.Length)
                {
                    row.Add(new CsvField("", Quoted: false));
                }
                else
                {
                    continue;
                }
            }

            position = SkipLineEnd(text, position);
            if (row is not [{ Text: "", Quoted: false }])
            {
                yield return row;
            }

            row = [];
        }
    }

    private static int SkipLineEnd(string text, int position)
    {
        position += position < text.Length && text[position] == '\r' ? 1 : 0;
        return position + (position < text.Length && text[position] == '\n' ? 1 : 0);
    }

    private static CsvField Field(string text, char delimiter, ref int position)
    {
        if (text[position] != '"')
        {
            var end = text.AsSpan(position).IndexOfAny(delimiter, '\n', '\r');
            var field = end < 0 ? text[position..] : text.Substring(position, end);
            position += field.Length;
            return new CsvField(field, Quoted: false);
        }

        var content = new StringBuilder();
        for (position++; position < text.Length; position++)
        {
            if (text[position] != '"')
            {
                content.Append(text[position]);
            }
            else if (position + 1 < text.Length && text[position + 1] == '"')
            {
                content.Append('"');
                position++;
            }
            else
            {
                position++;
                break;
            }
        }

        // What stands between a closing quote and the delimiter belongs to nobody's format: it is kept as text.
        while (position < text.Length && text[position] != delimiter && text[position] is not ('\n' or '\r'))
        {
            content.Append(text[position++]);
        }

        return new CsvField(content.ToString(), Quoted: true);
    }
}
