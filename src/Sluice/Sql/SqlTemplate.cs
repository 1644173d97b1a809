using System.Text;
using System.Text.RegularExpressions;
using HandlebarsDotNet;

namespace Sluice.Sql;

/// <summary>
/// Renders the placeholders of a SQL file, <c>{{ exec_date }}</c>. Only plain names are allowed: no helpers, blocks,
/// partials or unescaped forms, which could put unquoted text into the statement. What stands in comments stays as it is.
/// </summary>
public static partial class SqlTemplate
{
    // Rendered by Handlebars with escaping off: it escapes for HTML, and values are quoted as SQL already.
    private static readonly IHandlebars Engine = Handlebars.Create(new HandlebarsConfiguration
    {
        NoEscape = true,
        ThrowOnUnresolvedBindingExpression = true,
    });

    /// <summary>Renders a file.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="values">The values by name.</param>
    /// <exception cref="SqlErrorException">A name is unknown, or a placeholder is not a plain name outside of quotes.</exception>
    public static string Render(string file, string text, IReadOnlyDictionary<string, SqlValue> values)
    {
        // Handlebars gives backslashes and braces a meaning of its own, which they do not have in SQL: text that has them
        // goes through as a value.
        var template = new StringBuilder(text.Length);
        var context = values.ToDictionary(pair => pair.Key, pair => (object)pair.Value.Sql);
        foreach (var token in SqlTokenizer.Read(file, text))
        {
            if (token.Kind == SqlTokenKind.Placeholder)
            {
                Check(file, text, token, values);
                template.Append("{{").Append(Name(token)).Append("}}");
            }
            else if (token.Text.AsSpan().IndexOfAny('{', '}', '\\') >= 0)
            {
                Refuse(file, token);
                var verbatim = $"__text_{context.Count}"; // no placeholder may be called so
                context.Add(verbatim, token.Text);
                template.Append("{{").Append(verbatim).Append("}}");
            }
            else
            {
                template.Append(token.Text);
            }
        }

        return Engine.Compile(template.ToString())(context);
    }

    private static string Name(SqlToken placeholder) => placeholder.Text[2..^2].Trim();

    private static void Check(string file, string text, SqlToken placeholder, IReadOnlyDictionary<string, SqlValue> values)
    {
        var name = Name(placeholder);
        // A backslash before a placeholder means something to Handlebars, and a brace after it makes it another form.
        var alone = (placeholder.Start == 0 || text[placeholder.Start - 1] is not ('\\' or '{'))
            && (placeholder.End == text.Length || text[placeholder.End] != '}');
        if (!alone || !PlainName().IsMatch(name))
        {
            throw new SqlErrorException(file, placeholder.Line, $"Found the placeholder {placeholder.Text}. Expected a plain name, such as {{{{ exec_date }}}}.");
        }

        if (IsWord(text, placeholder.Start - 1) || IsWord(text, placeholder.End))
        {
            throw new SqlErrorException(file, placeholder.Line, $"Found the placeholder {placeholder.Text} joined to other text. Expected it alone: its value is quoted as a whole.");
        }

        if (!values.ContainsKey(name))
        {
            throw new SqlErrorException(file, placeholder.Line, $"Unknown placeholder '{name}'. {Nearest.Hint(name, values.Keys)}");
        }
    }

    private static bool IsWord(string text, int index) =>
        index >= 0 && index < text.Length && (char.IsLetterOrDigit(text[index]) || text[index] is '_' or '\'' or '"');

    /// <summary>Refuses a placeholder inside quotes. In a comment it is none.</summary>
    private static void Refuse(string file, SqlToken token)
    {
        var braces = token.Text.IndexOf("{{", StringComparison.Ordinal);
        if (braces >= 0 && token.Kind != SqlTokenKind.Comment)
        {
            var line = token.Line + token.Text[..braces].Count(c => c == '\n');
            throw new SqlErrorException(file, line, "Found a placeholder inside quotes. Expected it without: values come with their quotes.");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*\\z")]
    private static partial Regex PlainName();
}
