using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Partitions;

/// <summary>A test of a partition's values; null is SQL's unknown.</summary>
internal delegate bool? PartitionPredicate(IReadOnlyList<string> values);

/// <summary>Recursive descent over the expression, straight to predicates.</summary>
internal sealed class PartitionExpressionParser
{
    private const int MaxDepth = 200;
    private readonly string expression;
    private readonly IReadOnlyList<GlueColumn> keys;
    private readonly IReadOnlyList<PartitionToken> tokens;
    private int position;
    private int depth;

    internal PartitionExpressionParser(string expression, IReadOnlyList<GlueColumn> keys)
    {
        (this.expression, this.keys) = (expression, keys);
        tokens = PartitionToken.Split(expression);
    }

    private PartitionToken Current => tokens[position];

    internal PartitionPredicate Parse()
    {
        var predicate = Or();
        return Current.Kind == PartitionTokenKind.End ? predicate : throw Unexpected("AND, OR or the end");
    }

    private PartitionPredicate Or()
    {
        var left = And();
        while (TakeWord("OR"))
        {
            var (first, second) = (left, And());
            left = values => first(values) | second(values);
        }

        return left;
    }

    private PartitionPredicate And()
    {
        var left = Not();
        while (TakeWord("AND"))
        {
            var (first, second) = (left, Not());
            left = values => first(values) & second(values);
        }

        return left;
    }

    private PartitionPredicate Not()
    {
        if (++depth > MaxDepth)
        {
            throw GlueErrors.InvalidInput($"The Expression is nested more than {MaxDepth} deep.");
        }

        try
        {
            return TakeWord("NOT") ? Negate(Not()) : Primary();
        }
        finally
        {
            depth--;
        }
    }

    private PartitionPredicate Primary()
    {
        if (Take("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        // Either side may be the key: 2026 <= year.
        if (Current.Kind is PartitionTokenKind.Number or PartitionTokenKind.String || AtTypedLiteral())
        {
            var literal = Literal();
            var @operator = Operator();
            var flipped = Key();
            return Compare(flipped, Flip(@operator), literal);
        }

        return Condition(Key());
    }

    private PartitionPredicate Condition(PartitionKey key)
    {
        if (TakeWord("IS"))
        {
            var negated = TakeWord("NOT");
            ExpectWord("NULL");
            return values => (key.Read(values) is null) != negated;
        }

        var not = TakeWord("NOT");
        var predicate = TakeWord("IN") ? In(key)
            : TakeWord("BETWEEN") ? Between(key)
            : TakeWord("LIKE") ? Like(key)
            : not ? throw Unexpected("IN, BETWEEN or LIKE")
            : Compare(key, Operator(), Literal());
        return not ? Negate(predicate) : predicate;
    }

    private PartitionPredicate In(PartitionKey key)
    {
        Expect("(");
        var options = new HashSet<IComparable>();
        do
        {
            options.Add(key.Parse(Literal()));
        }
        while (Take(","));
        Expect(")");
        return values => key.Read(values) is { } value ? options.Contains(value) : null;
    }

    private PartitionPredicate Between(PartitionKey key)
    {
        var low = key.Parse(Literal());
        ExpectWord("AND");
        var high = key.Parse(Literal());
        return values => key.Read(values) is { } value ? key.Compare(value, low) >= 0 && key.Compare(value, high) <= 0 : null;
    }

    private PartitionPredicate Like(PartitionKey key)
    {
        if (!key.IsText)
        {
            throw GlueErrors.InvalidInput($"{At()}: LIKE needs a string key, {key.Name} is {key.Type}.");
        }

        var pattern = new LikePattern(Literal().Text);
        return values => key.Read(values) is string value ? pattern.IsMatch(value) : null;
    }

    private static PartitionPredicate Compare(PartitionKey key, string @operator, PartitionToken literal)
    {
        var right = key.Parse(literal);
        Func<int, bool> holds = @operator switch
        {
            "=" => static order => order == 0,
            "!=" or "<>" => static order => order != 0,
            "<" => static order => order < 0,
            "<=" => static order => order <= 0,
            ">" => static order => order > 0,
            _ => static order => order >= 0,
        };
        return values => key.Read(values) is { } left ? holds(key.Compare(left, right)) : null;
    }

    private static string Flip(string @operator) => @operator switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => @operator,
    };

    private static PartitionPredicate Negate(PartitionPredicate predicate) => values => !predicate(values);

    private PartitionKey Key()
    {
        if (Current.Kind is not (PartitionTokenKind.Word or PartitionTokenKind.QuotedName))
        {
            throw Unexpected("a partition key");
        }

        for (var index = 0; index < keys.Count; index++)
        {
            if (string.Equals(keys[index].Name, Current.Text, StringComparison.OrdinalIgnoreCase))
            {
                position++;
                return new PartitionKey(keys[index], index);
            }
        }

        throw GlueErrors.InvalidInput(
            $"{At()}: '{Current.Text}' is not a partition key. The table's keys are: {string.Join(", ", keys.Select(static key => key.Name))}.");
    }

    /// <summary><c>DATE '2026-11-21'</c>, <c>TIMESTAMP '…'</c>: a key may be named date too, hence the look ahead.</summary>
    private bool AtTypedLiteral() =>
        Current.Kind == PartitionTokenKind.Word &&
        (Current.IsWord("DATE") || Current.IsWord("TIMESTAMP")) &&
        tokens[position + 1].Kind == PartitionTokenKind.String;

    private PartitionToken Literal()
    {
        if (AtTypedLiteral())
        {
            position++;
        }

        return Current.Kind is PartitionTokenKind.String or PartitionTokenKind.Number ? tokens[position++] : throw Unexpected("a literal");
    }

    private string Operator() =>
        Current.Kind == PartitionTokenKind.Symbol && Current.Text is "=" or "!=" or "<>" or "<" or "<=" or ">" or ">="
            ? tokens[position++].Text
            : throw Unexpected("a comparison");

    private bool Take(string symbol)
    {
        var taken = Current.Kind == PartitionTokenKind.Symbol && Current.Text == symbol;
        position += taken ? 1 : 0;
        return taken;
    }

    private bool TakeWord(string word)
    {
        var taken = Current.IsWord(word);
        position += taken ? 1 : 0;
        return taken;
    }

    private void Expect(string symbol)
    {
        if (!Take(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }
    }

    private void ExpectWord(string word)
    {
        if (!TakeWord(word))
        {
            throw Unexpected(word);
        }
    }

    private AwsServiceException Unexpected(string expected) => GlueErrors.InvalidInput(
        $"{At()}: expected {expected}, found {(Current.Kind == PartitionTokenKind.End ? "the end" : $"'{Current.Text}'")}.");

    private string At() => $"Unsupported expression '{expression}', at character {Current.Start + 1}";
}
