using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Lake.Athena.Dialect;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Execution;

/// <summary>Says DuckDB's errors in Athena's words: its names for reasons, places in the user's statement, S3 locations for files.</summary>
internal sealed partial class FailureTranslator(TranslatedSql statement, string lakeFolder)
{
    private readonly Dictionary<string, TableFile> files = new(StringComparer.Ordinal);

    /// <summary>The user's statement as a tree, for the places of names.</summary>
    public JsonObject? Tree { get; set; }

    /// <summary>Whether a file cannot be read; asked when an error does not say which file it is about.</summary>
    public Func<TableFile, bool>? IsDamaged { get; set; }

    /// <summary>Learns which object each file is.</summary>
    public void Know(IEnumerable<TableFile> tableFiles)
    {
        foreach (var file in tableFiles)
        {
            files[file.Path] = file;
        }
    }

    /// <summary>Runs something and translates what it throws.</summary>
    public T Watch<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (DuckDbException exception)
        {
            throw Translate(exception);
        }
    }

    /// <summary>A failure at a node of the tree.</summary>
    public QueryFailure At(string code, JsonObject node, string message) =>
        QueryFailure.At(code, statement.Original, statement.OriginalOffset(Location(node)), message);

    /// <summary>The same error for the user.</summary>
    public QueryFailure Translate(DuckDbException exception)
    {
        var message = exception.Message;
        if (OwnError().Match(message) is { Success: true } own)
        {
            return new QueryFailure(own.Groups[1].Value, own.Groups[2].Value);
        }

        var text = FirstLine(message).Replace(TrinoFunctions.Prefix, "", StringComparison.Ordinal);
        if (BadFormat().Match(text) is { Success: true } bad)
        {
            return new QueryFailure("INVALID_FUNCTION_ARGUMENT", $"Invalid format: \"{bad.Groups["value"].Value}\"");
        }

        if (Argument(text) is { } argument)
        {
            return argument;
        }

        if (NotUtf8().Match(message) is { Success: true } line)
        {
            text = $"line {line.Groups["line"].Value} is not UTF-8 text";
        }

        return exception.Type switch
        {
            DuckDbErrorType.Conversion or DuckDbErrorType.OutOfRange => Conversion(text),
            DuckDbErrorType.OutOfMemory => OutOfMemory(message),
            DuckDbErrorType.DivideByZero => new QueryFailure("DIVISION_BY_ZERO", "Division by zero"),
            DuckDbErrorType.Catalog or DuckDbErrorType.Binder or DuckDbErrorType.Parser or DuckDbErrorType.MismatchType =>
                Analysis(text, exception.Type),
            _ when FileOf(message) is { } file => new QueryFailure("HIVE_CURSOR_ERROR", $"Failed to read file {file.Uri}: {Hide(text)}"),
            _ when IsDamaged is not null && files.Values.FirstOrDefault(IsDamaged) is { } damaged =>
                new QueryFailure("HIVE_CURSOR_ERROR", $"Failed to read file {damaged.Uri}: {Hide(text)}"),
            _ => new QueryFailure("GENERIC_INTERNAL_ERROR", Hide(text)),
        };
    }

    /// <summary>What the dialect's macros raise: see <see cref="TrinoFunctions"/>.</summary>
    [GeneratedRegex(@"^(?:Invalid Input Error: |Conversion Error: Could not convert string ')([A-Z][A-Z_]{3,}): ([\s\S]*?)(?:' to BOOL(?:\n[\s\S]*)?)?$")]
    private static partial Regex OwnError();

    [GeneratedRegex(@"CSV Error on Line: (?<line>\d+)[\s\S]*Invalid unicode")]
    private static partial Regex NotUtf8();

    [GeneratedRegex(@"Overflow in (?<what>\w+) of (?<type>INT\d+) \((?<values>.*)\)!")]
    private static partial Regex Overflow();

    [GeneratedRegex("Type (?<from>\\w+) with value (?<value>\\S+) can't be cast because the value is out of range for the destination type (?<type>INT\\d+)")]
    private static partial Regex OutOfRange();

    [GeneratedRegex("Casting value \"(?<value>[^\"]*)\" to type DECIMAL\\((?<width>\\d+),(?<scale>\\d+)\\) failed")]
    private static partial Regex DecimalRange();

    [GeneratedRegex("Could not parse string \"(?<value>[^\"]*)\" according to format specifier")]
    private static partial Regex BadFormat();

    [GeneratedRegex(@"^[A-Z][A-Za-z ]* Error: ")]
    private static partial Regex Prefix();

    [GeneratedRegex("Could not convert string '(?<value>[\\s\\S]*)' to (?<type>\\w+)")]
    private static partial Regex BadText();

    [GeneratedRegex("(?:invalid|out of range)?.*?(?<kind>date|timestamp|time) field.*?: \"(?<value>[^\"]*)\"")]
    private static partial Regex BadMoment();

    [GeneratedRegex("Referenced column \"(?<name>[^\"]*)\" (?:not found|was not found)|does not have a column named \"(?<name>[^\"]*)\"|column \"(?<name>[^\"]*)\" must appear in the GROUP BY", RegexOptions.IgnoreCase)]
    private static partial Regex ColumnName();

    [GeneratedRegex("Referenced table \"(?<name>[^\"]*)\" not found")]
    private static partial Regex TableName();

    [GeneratedRegex(@"Function with name (?<name>\S+) does not exist")]
    private static partial Regex FunctionName();

    [GeneratedRegex(@"function (?:call|name).*?'?""?(?<name>[\w+*/%<>=|-]+)\((?<types>[^)]*)\)", RegexOptions.IgnoreCase)]
    private static partial Regex Call();

    private static string FirstLine(string message)
    {
        var text = Prefix().Replace(message, "");
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    private static QueryFailure Conversion(string text)
    {
        if (Overflow().Match(text) is { Success: true } overflow)
        {
            return new QueryFailure(
                "NUMERIC_VALUE_OUT_OF_RANGE",
                $"{IntegerName(overflow.Groups["type"].Value)} {overflow.Groups["what"].Value} overflow: {overflow.Groups["values"].Value}");
        }

        if (OutOfRange().Match(text) is { Success: true } range)
        {
            return OutOfRange(range);
        }

        if (DecimalRange().Match(text) is { Success: true } number)
        {
            return new QueryFailure(
                "INVALID_CAST_ARGUMENT",
                $"Cannot cast '{number.Groups["value"].Value}' to DECIMAL({number.Groups["width"].Value}, {number.Groups["scale"].Value})");
        }

        if (BadText().Match(text) is { Success: true } bad)
        {
            return new QueryFailure("INVALID_CAST_ARGUMENT", $"Cannot cast '{bad.Groups["value"].Value}' to {TypeName(bad.Groups["type"].Value)}");
        }

        return BadMoment().Match(text) is { Success: true } moment
            ? new QueryFailure("INVALID_CAST_ARGUMENT", $"Value cannot be cast to {moment.Groups["kind"].Value}: {moment.Groups["value"].Value}")
            : new QueryFailure(
                text.Contains("out of range", StringComparison.OrdinalIgnoreCase) || text.Contains("Overflow", StringComparison.Ordinal)
                    ? "NUMERIC_VALUE_OUT_OF_RANGE"
                    : "INVALID_CAST_ARGUMENT",
                text);
    }

    private static string IntegerName(string duckDb) => duckDb switch
    {
        "INT8" => "tinyint",
        "INT16" => "smallint",
        "INT32" => "integer",
        _ => "bigint",
    };

    private static string TypeName(string duckDb) => duckDb switch
    {
        "INT8" => "TINYINT",
        "INT16" => "SMALLINT",
        "INT32" => "INT",
        "INT64" => "BIGINT",
        "FLOAT" => "REAL",
        "BOOL" => "BOOLEAN",
        _ => duckDb,
    };

    private QueryFailure Analysis(string text, DuckDbErrorType type)
    {
        if (ColumnName().Match(text) is { Success: true } column)
        {
            var name = column.Groups["name"].Value;
            return text.Contains("GROUP BY", StringComparison.OrdinalIgnoreCase)
                ? Place("EXPRESSION_NOT_AGGREGATE", "COLUMN_REF", name, $"'{name}' must be an aggregate expression or appear in GROUP BY clause")
                : Place("COLUMN_NOT_FOUND", "COLUMN_REF", name, $"Column '{Written(name)}' cannot be resolved");
        }

        if (TableName().Match(text) is { Success: true } table)
        {
            var name = table.Groups["name"].Value;
            return Place("COLUMN_NOT_FOUND", "COLUMN_REF", name, $"Column '{Written(name)}' cannot be resolved");
        }

        if (FunctionName().Match(text) is { Success: true } function)
        {
            var name = function.Groups["name"].Value;
            return Place("FUNCTION_NOT_FOUND", "FUNCTION", name, $"Function '{name}' not registered");
        }

        if (Call().Match(text) is { Success: true } call)
        {
            var name = call.Groups["name"].Value;
            return Place(
                name.All(char.IsLetterOrDigit) ? "FUNCTION_NOT_FOUND" : "TYPE_MISMATCH",
                "FUNCTION",
                name,
                $"Unexpected parameters ({call.Groups["types"].Value.ToLowerInvariant()}) for {(char.IsLetter(name[0]) ? "function" : "operator")} {name}");
        }

        return new QueryFailure(
            type == DuckDbErrorType.MismatchType || text.Contains("type", StringComparison.OrdinalIgnoreCase) ? "TYPE_MISMATCH" : "SYNTAX_ERROR",
            Hide(text));
    }

    private QueryFailure Place(string code, string nodeClass, string name, string message)
    {
        var node = Tree is null ? null : Find(Tree, nodeClass, name);
        return node is null ? new QueryFailure(code, message) : At(code, node, message);
    }

    /// <summary>A column as the user wrote it, qualifiers included: <c>t.x</c>.</summary>
    private string Written(string name) =>
        Tree is not null && Find(Tree, "COLUMN_REF", name)?["column_names"] is JsonArray names
            ? string.Join('.', names.Select(static part => (string?)part))
            : name;

    private static JsonObject? Find(JsonNode? node, string nodeClass, string name)
    {
        if (node is JsonArray items)
        {
            return items.Select(item => Find(item, nodeClass, name)).FirstOrDefault(static found => found is not null);
        }

        if (node is not JsonObject value)
        {
            return null;
        }

        if (TreeNode.Text(value, "class") == nodeClass && Names(value).Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return value;
        }

        return value.Select(pair => Find(pair.Value, nodeClass, name)).FirstOrDefault(static found => found is not null);
    }

    private static IEnumerable<string?> Names(JsonObject node) => node["column_names"] is JsonArray names
        ? names.Select(static part => (string?)part)
        : [TreeNode.Text(node, "function_name")];

    private static long Location(JsonObject node) =>
        node["query_location"] is JsonValue value && value.TryGetValue<long>(out var location) ? location : 0;

    private TableFile? FileOf(string message) =>
        files.FirstOrDefault(pair => message.Contains(pair.Key, StringComparison.Ordinal)).Value;

    /// <summary>Files become the objects that they hold; the lake's own folder is nobody's business.</summary>
    private string Hide(string text)
    {
        foreach (var (path, file) in files)
        {
            text = text.Replace(path, file.Uri, StringComparison.Ordinal);
        }

        return text.Replace(lakeFolder, "<lake>", StringComparison.Ordinal);
    }
}
