using Sluice.Lake.Athena.Execution;

namespace Sluice.Lake.Athena.Sql;

/// <summary>Reads a statement's tokens from left to right.</summary>
internal sealed class TokenReader(string sql, IReadOnlyList<SqlToken> tokens)
{
    private int index;

    /// <summary>The statement.</summary>
    public string Sql { get; } = sql;

    /// <summary>The token that comes next.</summary>
    public SqlToken Current => tokens[index];

    /// <summary>Whether everything has been read; a last semicolon counts as nothing.</summary>
    public bool AtEnd => Current.Kind == SqlTokenKind.End
        || (Current.IsSymbol(";") && tokens[index + 1].Kind == SqlTokenKind.End);

    /// <summary>The token after a number of others.</summary>
    public SqlToken Peek(int distance) => tokens[Math.Min(index + distance, tokens.Count - 1)];

    /// <summary>Takes the next token, whatever it is.</summary>
    public SqlToken Take()
    {
        var token = Current;
        index = Math.Min(index + 1, tokens.Count - 1);
        return token;
    }

    /// <summary>Takes these keywords if all of them come next.</summary>
    public bool TryTake(params ReadOnlySpan<string> keywords)
    {
        for (var offset = 0; offset < keywords.Length; offset++)
        {
            if (!Peek(offset).Is(keywords[offset]))
            {
                return false;
            }
        }

        index += keywords.Length;
        return true;
    }

    /// <summary>Takes the symbol if it comes next.</summary>
    public bool TryTakeSymbol(string symbol)
    {
        if (!Current.IsSymbol(symbol))
        {
            return false;
        }

        index++;
        return true;
    }

    /// <summary>Takes these keywords.</summary>
    public void Expect(params ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
        {
            if (!TryTake(keyword))
            {
                throw Unexpected($"'{keyword}'");
            }
        }
    }

    /// <summary>Takes the symbol.</summary>
    public void ExpectSymbol(string symbol)
    {
        if (!TryTakeSymbol(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }
    }

    /// <summary>Takes a name, in lower case as the catalog keeps it.</summary>
    public string Name(string what) =>
        Current.IsName ? Take().Value.ToLowerInvariant() : throw Unexpected(what);

    /// <summary>Takes a quoted string.</summary>
    public string Text(string what) => Current.Kind == SqlTokenKind.Text ? Take().Value : throw Unexpected(what);

    /// <summary>Nothing may follow.</summary>
    public void ExpectEnd()
    {
        if (!AtEnd)
        {
            throw Unexpected("<EOF>");
        }
    }

    /// <summary>The failure that says what stands here and what should.</summary>
    public QueryFailure Unexpected(string expected) =>
        QueryFailure.Syntax(Sql, Current.Start, $"mismatched input '{Current.Value}'. Expecting: {expected}");
}
