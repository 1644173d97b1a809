using System.Text;

namespace Sluice.Lake.Glue.Partitions;

/// <summary>A piece of a partition expression. Text is without quotes; Start is a zero-based offset.</summary>
internal readonly record struct PartitionToken(PartitionTokenKind Kind, string Text, int Start)
{
    internal bool IsWord(string word) =>
        Kind == PartitionTokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Splits an expression; the last token is <see cref="PartitionTokenKind.End"/>.</summary>
    internal static IReadOnlyList<PartitionToken> Split(string text)
    {
        var tokens = new List<PartitionToken>();
        var position = 0;
        while (position < text.Length)
        {
            var character = text[position];
            var start = position;
            if (char.IsWhiteSpace(character))
            {
                position++;
            }
            else if (character is '\'' or '"' or '`')
            {
                var kind = character == '\'' ? PartitionTokenKind.String : PartitionTokenKind.QuotedName;
                tokens.Add(new PartitionToken(kind, Quoted(text, ref position), start));
            }
            else if (char.IsAsciiDigit(character) || (character is '-' or '+' or '.' && Next(text, position) is { } next && (char.IsAsciiDigit(next) || next == '.')))
            {
                position++;
                while (Next(text, position - 1) is { } digit && (char.IsAsciiDigit(digit) || digit == '.'))
                {
                    position++;
                }

                tokens.Add(new PartitionToken(PartitionTokenKind.Number, text[start..position], start));
            }
            else if (char.IsLetter(character) || character == '_')
            {
                while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '_' or '$'))
                {
                    position++;
                }

                tokens.Add(new PartitionToken(PartitionTokenKind.Word, text[start..position], start));
            }
            else
            {
                position += text.AsSpan(position) is ['!', '=', ..] or ['<', '>' or '=', ..] or ['>', '=', ..] ? 2 : 1;
                tokens.Add(new PartitionToken(PartitionTokenKind.Symbol, text[start..position], start));
            }
        }

        tokens.Add(new PartitionToken(PartitionTokenKind.End, "", text.Length));
        return tokens;
    }

    private static char? Next(string text, int position) => position + 1 < text.Length ? text[position + 1] : null;

    /// <summary>Reads to the closing quote; a doubled quote stands for one.</summary>
    private static string Quoted(string text, ref int position)
    {
        var (quote, start) = (text[position], position);
        var content = new StringBuilder();
        for (position++; position < text.Length; position++)
        {
            if (text[position] != quote)
            {
                content.Append(text[position]);
            }
            else if (Next(text, position) == quote)
            {
                content.Append(quote);
                position++;
            }
            else
            {
                position++;
                return content.ToString();
            }
        }

        throw GlueErrors.InvalidInput($"Unsupported expression '{text}': the quote at character {start + 1} is not closed.");
    }
}
