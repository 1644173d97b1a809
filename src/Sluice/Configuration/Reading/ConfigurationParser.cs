using System.Text;
using System.Text.Json;

namespace Sluice.Configuration.Reading;

/// <summary>Parses JSON into values that know their lines. System.Text.Json's own documents forget them.</summary>
internal ref struct ConfigurationParser
{
    private readonly ReadOnlySpan<byte> _utf8;
    private Utf8JsonReader _reader;
    private long _counted;
    private int _line;

    private ConfigurationParser(ReadOnlySpan<byte> utf8)
    {
        _utf8 = utf8;
        _reader = new Utf8JsonReader(utf8);
        _line = 1;
    }

    /// <summary>Parses a document.</summary>
    /// <exception cref="JsonException">It is no JSON; its LineNumber counts from 0.</exception>
    public static ConfigurationNode Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        var parser = new ConfigurationParser(utf8);
        parser._reader.Read();
        var root = parser.Value("");
        parser._reader.Read(); // throws when anything follows the root
        return root;
    }

    private ConfigurationNode Value(string path)
    {
        var line = Line();
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(path, line);
            case JsonTokenType.StartArray:
                return Array(path, line);
            case JsonTokenType.String:
                return new(JsonValueKind.String, line, path, Text(line), [], []);
            case JsonTokenType.Number:
                return new(JsonValueKind.Number, line, path, Encoding.UTF8.GetString(_reader.ValueSpan), [], []);
            case JsonTokenType.True:
                return new(JsonValueKind.True, line, path, null, [], []);
            case JsonTokenType.False:
                return new(JsonValueKind.False, line, path, null, [], []);
            default:
                return new(JsonValueKind.Null, line, path, null, [], []);
        }
    }

    private readonly string Text(int line)
    {
        try
        {
            return _reader.GetString()!; // a property name or a string, which is never null
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("A text is not UTF-8, or has half of a surrogate pair.", path: null, line - 1, bytePositionInLine: null, error);
        }
    }

    private ConfigurationNode Object(string path, int line)
    {
        var node = new ConfigurationNode(JsonValueKind.Object, line, path, null, [], []);
        var members = new List<ConfigurationMember>();
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var nameLine = Line();
            var name = Text(nameLine);
            _reader.Read();
            members.Add(new ConfigurationMember(name, nameLine, Value(node.PathOf(name))));
        }

        return node with { Members = members };
    }

    private ConfigurationNode Array(string path, int line)
    {
        var items = new List<ConfigurationNode>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value($"{path}[{items.Count}]"));
        }

        return new(JsonValueKind.Array, line, path, null, [], items);
    }

    /// <summary>The line of the token that was read last.</summary>
    private int Line()
    {
        var start = _reader.TokenStartIndex;
        _line += _utf8[(int)_counted..(int)start].Count((byte)'\n');
        _counted = start;
        return _line;
    }
}
