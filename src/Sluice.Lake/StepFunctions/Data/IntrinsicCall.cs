using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Data;

/// <summary>A call of an intrinsic function: <c>States.Format('{}-{}', $.a, States.UUID())</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html"/>
internal sealed class IntrinsicCall : Expression
{
    private const int MaximumNesting = 10;
    private readonly IntrinsicFunction function;
    private readonly IReadOnlyList<Argument> arguments;

    private IntrinsicCall(string text, IntrinsicFunction function, IReadOnlyList<Argument> arguments)
        : base(text)
    {
        this.function = function;
        this.arguments = arguments;
    }

    /// <summary>Parses a call, the whole text.</summary>
    /// <exception cref="FormatException">What is wrong, and at which character.</exception>
    public static new IntrinsicCall Parse(string text)
    {
        var parser = new PathParser(text);
        var call = Read(text, parser, nesting: 1);
        return parser.Position == text.Length ? call : throw parser.Error($"'{text[parser.Position]}' is not expected");
    }

    /// <inheritdoc/>
    public override JsonNode? Evaluate(DataScope data, string field)
    {
        var values = new List<JsonNode?>(arguments.Count);
        for (var index = 0; index < arguments.Count; index++)
        {
            values.Add(Value(arguments[index], data, keepEscapes: index == 0 && function.FirstIsTemplate));
        }

        try
        {
            return function.Evaluate(values, data.Random);
        }
        catch (IntrinsicException exception)
        {
            throw StateFailedException.InDataFlow(
                ErrorNames.IntrinsicFailure, $"The function '{Text}' had the following error: {exception.Message}");
        }
    }

    private static IntrinsicCall Read(string text, PathParser parser, int nesting)
    {
        var start = parser.Position;
        if (nesting > MaximumNesting)
        {
            throw parser.Error($"intrinsic functions are nested more than {MaximumNesting} deep");
        }

        var open = text.IndexOf('(', start);
        if (open < 0)
        {
            throw parser.Error("'(' is missing after the intrinsic function's name");
        }

        var name = text[start..open].TrimEnd();
        var function = IntrinsicFunctions.Find(name)
            ?? throw parser.Error($"there is no intrinsic function {name}; there are {string.Join(", ", IntrinsicFunctions.Names)}");
        parser.Position = open + 1;
        var arguments = new List<Argument>();
        SkipBlanks(text, parser);
        if (At(text, parser) != ')')
        {
            arguments.Add(ReadArgument(text, parser, nesting));
            SkipBlanks(text, parser);
            while (At(text, parser) == ',')
            {
                parser.Position++;
                SkipBlanks(text, parser);
                arguments.Add(ReadArgument(text, parser, nesting));
                SkipBlanks(text, parser);
            }
        }

        if (At(text, parser) != ')')
        {
            throw parser.Error("',' or ')' is missing");
        }

        parser.Position++;
        if (arguments.Count < function.MinimumArguments || arguments.Count > function.MaximumArguments)
        {
            throw parser.Error($"{name} takes {function.Arity}, not {arguments.Count}; the call ends");
        }

        return new IntrinsicCall(text[start..parser.Position], function, arguments);
    }

    private static Argument ReadArgument(string text, PathParser parser, int nesting)
    {
        switch (At(text, parser))
        {
            case '\'':
                return new Argument(null, ReadString(text, parser), null);
            case '$':
                return new Argument(JsonPath.Read(text, parser), null, null);
        }

        if (string.CompareOrdinal(text, parser.Position, "States.", 0, 7) == 0)
        {
            return new Argument(Read(text, parser, nesting + 1), null, null);
        }

        var start = parser.Position;
        var end = text.AsSpan(start).IndexOfAny(',', ')', ' ');
        var literal = end < 0 ? text[start..] : text[start..(start + end)];
        if (literal is not ("true" or "false" or "null")
            && !decimal.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            throw parser.Error("an argument must be a 'string', a number, true, false, null, a path or an intrinsic function");
        }

        parser.Position += literal.Length;
        return new Argument(null, null, literal);
    }

    // Escapes are kept: States.Format tells \{ from {.
    private static string ReadString(string text, PathParser parser)
    {
        var start = ++parser.Position;
        for (; At(text, parser) != '\''; parser.Position++)
        {
            if (At(text, parser) == '\\')
            {
                parser.Position++;
            }

            if (parser.Position >= text.Length)
            {
                throw parser.Error("the quote ' is not closed");
            }
        }

        return text[start..parser.Position++];
    }

    private static JsonNode? Value(Argument argument, DataScope data, bool keepEscapes)
    {
        if (argument.String is { } raw)
        {
            return JsonValue.Create(keepEscapes ? raw : Unescape(raw));
        }

        return argument.Literal is { } literal ? JsonText.Parse(literal) : argument.Computed!.Evaluate(data, argument.Computed.Text); // one of the three is set
    }

    private static string Unescape(string raw)
    {
        if (!raw.Contains('\\', StringComparison.Ordinal))
        {
            return raw;
        }

        var text = new StringBuilder(raw.Length);
        for (var index = 0; index < raw.Length; index++)
        {
            if (raw[index] == '\\' && index + 1 < raw.Length && raw[index + 1] is ('\'' or '\\' or '{' or '}'))
            {
                index++;
            }

            text.Append(raw[index]);
        }

        return text.ToString();
    }

    private static void SkipBlanks(string text, PathParser parser)
    {
        while (At(text, parser) == ' ')
        {
            parser.Position++;
        }
    }

    private static char At(string text, PathParser parser) => parser.Position < text.Length ? text[parser.Position] : '\0';

    private sealed record Argument(Expression? Computed, string? String, string? Literal);
}
