using System.Text;
using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Statements;

/// <summary>Strings in DDL, which is Hive's: single or double quotes, backslash escapes.</summary>
internal static class HiveText
{
    /// <summary>Takes a string.</summary>
    public static string Read(TokenReader reader, string what)
    {
        var token = reader.Current;
        if (token.Kind != SqlTokenKind.Text && !(token.Kind == SqlTokenKind.QuotedName && token.Text[0] == '"'))
        {
            throw reader.Unexpected(what);
        }

        return Unescape(reader.Take().Value);
    }

    /// <summary>Takes <c>('a'='b', ...)</c>.</summary>
    public static Dictionary<string, string> ReadProperties(TokenReader reader)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        reader.ExpectSymbol("(");
        do
        {
            var name = Read(reader, "a property's name in quotes");
            reader.ExpectSymbol("=");
            properties[name] = Read(reader, "a property's value in quotes");
        }
        while (reader.TryTakeSymbol(","));
        reader.ExpectSymbol(")");
        return properties;
    }

    /// <summary><c>\t</c>, <c>\n</c>, <c>\001</c>, <c>\u0001</c>, <c>\\</c> and so on.</summary>
    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\' || index + 1 == text.Length)
            {
                result.Append(text[index]);
                continue;
            }

            index++;
            if (index + 2 < text.Length && text.AsSpan(index, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                result.Append((char)(((text[index] - '0') * 64) + ((text[index + 1] - '0') * 8) + text[index + 2] - '0'));
                index += 2;
            }
            else if (text[index] == 'u' && index + 4 < text.Length
                && ushort.TryParse(text.AsSpan(index + 1, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code))
            {
                result.Append((char)code);
                index += 4;
            }
            else
            {
                result.Append(text[index] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', var other => other });
            }
        }

        return result.ToString();
    }
}
