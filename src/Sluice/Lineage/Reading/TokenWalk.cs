using Sluice.Sql;

namespace Sluice.Lineage.Reading;

/// <summary>A place in a query's tokens, which have neither spaces nor comments.</summary>
internal sealed class TokenWalk(IReadOnlyList<SqlToken> tokens)
{
    private static readonly SqlToken End = new(SqlTokenKind.Space, " ", 0, 0);

    public int Position { get; private set; }

    public bool IsAtEnd => Position >= tokens.Count;

    public SqlToken Next => At(0);

    public SqlToken At(int ahead) => Position + ahead < tokens.Count ? tokens[Position + ahead] : End;

    public IReadOnlyList<SqlToken> Since(int start) => [.. tokens.Skip(start).Take(Position - start)];

    public SqlToken Take() => IsAtEnd ? throw new UnknownSyntaxException() : tokens[Position++];

    public bool TryTake(string word)
    {
        var found = Next.Is(word);
        Position += found ? 1 : 0;
        return found;
    }

    public bool TryTake(char sign)
    {
        var found = Next.Is(sign);
        Position += found ? 1 : 0;
        return found;
    }

    public void Expect(string word)
    {
        if (!TryTake(word))
        {
            throw new UnknownSyntaxException();
        }
    }

    public void Expect(char sign)
    {
        if (!TryTake(sign))
        {
            throw new UnknownSyntaxException();
        }
    }

    public string Name() => IsName(Next) ? Take().Identifier : throw new UnknownSyntaxException();

    /// <summary>Goes on to the first token on this level that ends it, or to the bracket or end that does.</summary>
    public void SkipTo(Func<SqlToken, bool> ends)
    {
        var depth = 0;
        while (!IsAtEnd && !(depth == 0 && (Next.Is(')') || ends(Next))))
        {
            depth += Next.Is('(') || Next.Is('[') ? 1 : Next.Is(')') || Next.Is(']') ? -1 : 0;
            Position++;
        }
    }

    /// <summary>Goes past a bracket and what it holds.</summary>
    public void SkipBrackets()
    {
        Expect('(');
        SkipTo(static _ => false);
        Expect(')');
    }

    /// <summary>Names in brackets, or null when there is no bracket.</summary>
    public IReadOnlyList<string>? NameList()
    {
        if (!TryTake('('))
        {
            return null;
        }

        var names = new List<string> { Name() };
        while (TryTake(','))
        {
            names.Add(Name());
        }

        Expect(')');
        return names;
    }

    public static bool IsName(SqlToken token) =>
        token.Kind == SqlTokenKind.QuotedIdentifier
        || (token.Kind == SqlTokenKind.Word && !char.IsAsciiDigit(token.Text[0]) && !Words.Reserved.Contains(token.Text));
}
