using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Tables;

/// <summary>
/// Finds the columns of JSON objects by their keys without regard to case, at every depth, as the OpenX and the Hive JSON SerDe do:
/// DuckDB's own reader knows keys only as they are spelled. Keys of maps are values, and stay as they are.
/// </summary>
internal static class JsonKeys
{
    /// <summary>The condition for a line to have a key with a capital letter. A text that looks like one does no harm.</summary>
    public const string HasCapitals = """regexp_matches(line, '"(?:[^"\\]|\\.)*\p{Lu}(?:[^"\\]|\\.)*"\s*:')""";

    /// <summary>An object of the columns' names, from one of whatever spelling.</summary>
    /// <param name="json">An expression of type JSON.</param>
    /// <param name="columns">The columns, their names in lower case, with the key that each is found by.</param>
    public static string Columns(string json, IEnumerable<(TableColumn Column, string Key)> columns) =>
        Object(json, columns.Select(static column => (column.Column.Name, column.Key, column.Column.Type)), depth: 0);

    private static string Object(string json, IEnumerable<(string Name, string Key, HiveType Type)> fields, int depth) =>
        $"json_object({string.Join(", ", fields.Select(field => $"{DuckDbSql.Literal(field.Name)}, {Value(Find(json, field.Key, depth), field.Type, depth)}"))})";

    /// <summary>Of several keys that differ in case alone, the last.</summary>
    private static string Find(string json, string key, int depth) =>
        $"json_extract({json}, '/' || replace(replace(list_last(list_filter(json_keys({json}), k{depth} -> lower(k{depth}) = "
        + $"{DuckDbSql.Literal(key.ToLowerInvariant())})), '~', '~0'), '/', '~1'))";

    private static string Value(string json, HiveType type, int depth) => type.Name switch
    {
        "struct" => Named(json, $"o{depth}", value => $"CASE json_type({value}) WHEN 'OBJECT' THEN "
            + $"{Object(value, type.Fields.Select(static field => (field.Name, field.Name, field.Type)), depth + 1)} ELSE {value} END"),
        "array" when HasStruct(type.Fields[0].Type) => Named(json, $"a{depth}", value => $"CASE json_type({value}) WHEN 'ARRAY' THEN "
            + $"to_json(list_transform(json_extract({value}, '$[*]'), e{depth} -> {Value($"e{depth}", type.Fields[0].Type, depth + 1)})) ELSE {value} END"),
        _ => json,
    };

    /// <summary>An expression over a value that is worked out, and written, once: values within values would make it grow with each depth.</summary>
    private static string Named(string json, string name, Func<string, string> over) => $"list_transform([{json}], {name} -> {over(name)})[1]";

    private static bool HasStruct(HiveType type) => type.Name == "struct" || (type.Name == "array" && HasStruct(type.Fields[0].Type));
}
