using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Local.Commands;

/// <summary>Prints a result in one of the <see cref="QueryFormat"/>s.</summary>
public static class QueryWriter
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints.</summary>
    public static void Write(TextWriter output, QueryRows rows, QueryFormat format)
    {
        switch (format)
        {
            case QueryFormat.Csv:
                WriteCsv(output, rows);
                break;
            case QueryFormat.Json:
                output.WriteLine(new JsonArray(rows.Rows.Select(row => (JsonNode)ToObject(rows.Columns, row)).ToArray()).ToJsonString(Json));
                break;
            default:
                WriteTable(output, rows);
                break;
        }
    }

    private static void WriteTable(TextWriter output, QueryRows rows)
    {
        if (rows.Columns.Count == 0)
        {
            // DDL: its result is plain lines.
            foreach (var row in rows.Rows)
            {
                output.WriteLine(string.Join('\t', row));
            }

            return;
        }

        var widths = rows.Columns
            .Select((column, index) => rows.Rows.Select(row => Cell(row, index).Length).Append(column.Name.Length).Max())
            .ToList();
        output.WriteLine(string.Join("  ", rows.Columns.Select((column, index) => Align(column.Name, column, widths[index]))).TrimEnd());
        output.WriteLine(string.Join("  ", widths.Select(static width => new string('-', width))));
        foreach (var row in rows.Rows)
        {
            output.WriteLine(string.Join(
                "  ", rows.Columns.Select((column, index) => Align(Cell(row, index), column, widths[index]))).TrimEnd());
        }
    }

    private static string Cell(IReadOnlyList<string?> row, int index) => index < row.Count ? row[index] ?? "NULL" : "NULL";

    private static string Align(string text, QueryColumn column, int width) => IsNumber(column) ? text.PadLeft(width) : text.PadRight(width);

    private static void WriteCsv(TextWriter output, QueryRows rows)
    {
        if (rows.Columns.Count > 0)
        {
            output.WriteLine(string.Join(',', rows.Columns.Select(static column => Quote(column.Name))));
        }

        foreach (var row in rows.Rows)
        {
            output.WriteLine(string.Join(',', row.Select(static value => value is null ? "" : Quote(value))));
        }
    }

    private static string Quote(string value) =>
        value.Length > 0 && value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static JsonObject ToObject(IReadOnlyList<QueryColumn> columns, IReadOnlyList<string?> row)
    {
        var result = new JsonObject();
        for (var index = 0; index < row.Count; index++)
        {
            var column = index < columns.Count ? columns[index] : new QueryColumn($"_col{index}", "varchar");
            result[column.Name] = ToNode(column, row[index]);
        }

        return result;
    }

    private static JsonNode? ToNode(QueryColumn column, string? value) => value switch
    {
        null => null,
        "true" or "false" when column.Type == "boolean" => JsonValue.Create(value == "true"),
        // Digits are passed on as they are: a decimal or bigint keeps all of them. NaN and Infinity are not JSON numbers.
        _ when IsNumber(column) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            => JsonNode.Parse(value),
        _ => JsonValue.Create(value),
    };

    private static bool IsNumber(QueryColumn column) =>
        column.Type is "tinyint" or "smallint" or "integer" or "bigint" or "float" or "real" or "double" or "decimal";
}
