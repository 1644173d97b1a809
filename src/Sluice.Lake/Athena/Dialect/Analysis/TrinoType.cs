using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>
/// A type in Athena's words: <c>integer</c>, <c>decimal(10,2)</c>, <c>array(varchar)</c>. A type that the analysis cannot
/// tell is null everywhere, and nothing is refused because of it.
/// </summary>
internal sealed class TrinoType
{
    public static readonly TrinoType Unknown = new("unknown");
    public static readonly TrinoType Boolean = new("boolean");
    public static readonly TrinoType Integer = new("integer");
    public static readonly TrinoType BigInt = new("bigint");
    public static readonly TrinoType Real = new("real");
    public static readonly TrinoType Double = new("double");
    public static readonly TrinoType Varchar = new("varchar");
    public static readonly TrinoType Date = new("date");
    public static readonly TrinoType Timestamp = new("timestamp");
    public static readonly TrinoType TimestampTz = new("timestamp with time zone");
    public static readonly TrinoType DayInterval = new("interval day to second");
    public static readonly TrinoType YearInterval = new("interval year to month");

    public TrinoType(string name, params IReadOnlyList<TrinoType> arguments) => (Name, Arguments) = (name, arguments);

    /// <summary>The name without arguments.</summary>
    public string Name { get; }

    /// <summary>Element of an array; key and value of a map; fields of a row; parameters and result of a function.</summary>
    public IReadOnlyList<TrinoType> Arguments { get; }

    /// <summary>Digits of a decimal, length of a varchar or char; 0 when there is none.</summary>
    public int Precision { get; private init; }

    /// <summary>Digits of a decimal after the point.</summary>
    public int Scale { get; private init; }

    /// <summary>The zone that a timestamp with time zone shows, where it is not UTC; the value itself is an instant.</summary>
    public string? Zone { get; private init; }

    /// <summary>The names of a row's fields; null for one that has none.</summary>
    public IReadOnlyList<string?> FieldNames { get; private init; } = [];

    /// <summary>Whether + and - compute numbers with it.</summary>
    public bool IsNumeric => IsInteger || Name is "decimal" or "real" or "double";

    /// <summary>Whether it is one of the four integer types.</summary>
    public bool IsInteger => Name is "tinyint" or "smallint" or "integer" or "bigint";

    /// <summary>Whether it is text.</summary>
    public bool IsText => Name is "varchar" or "char";

    /// <summary>A decimal.</summary>
    public static TrinoType Decimal(int precision, int scale) =>
        new("decimal") { Precision = Math.Min(precision, 38), Scale = Math.Min(scale, 38) };

    /// <summary>Text of at most so many characters.</summary>
    public static TrinoType VarcharOf(int length) => new("varchar") { Precision = length };

    /// <summary>A timestamp that shows the time of a zone.</summary>
    public static TrinoType ZonedTimestamp(string zone) =>
        zone == "UTC" ? TimestampTz : new("timestamp with time zone") { Zone = zone };

    /// <summary>Text of so many characters, filled with blanks.</summary>
    public static TrinoType CharOf(int length) => new("char") { Precision = length };

    /// <summary>A row.</summary>
    public static TrinoType Row(IReadOnlyList<TrinoType> fields, IReadOnlyList<string?> names) => new("row", fields) { FieldNames = names };

    /// <summary>Reads a type as Athena writes it.</summary>
    public static TrinoType Parse(string text) => new TrinoTypeParser(text).Parse();

    /// <summary>The type that a CAST of DuckDB's tree names; null for one that cannot be told.</summary>
    public static TrinoType? OfTree(JsonNode? type)
    {
        var info = type?["type_info"];
        switch (TreeNode.Text(type, "id"))
        {
            case "BOOLEAN": return Boolean;
            case "TINYINT": return new TrinoType("tinyint");
            case "SMALLINT": return new TrinoType("smallint");
            case "INTEGER": return Integer;
            case "BIGINT": return BigInt;
            case "FLOAT": return Real;
            case "DOUBLE": return Double;
            case "VARCHAR": return Varchar;
            case "BLOB": return new TrinoType("varbinary");
            case "DATE": return Date;
            case "TIME": return new TrinoType("time");
            case "TIMESTAMP" or "TIMESTAMP_MS" or "TIMESTAMP_NS" or "TIMESTAMP_S": return Timestamp;
            case "TIMESTAMP WITH TIME ZONE": return TimestampTz;
            case "NULL": return Unknown;
            case "DECIMAL": return info is null ? Decimal(38, 0) : Decimal((int)info["width"]!, (int)info["scale"]!);
            case "LIST": return OfTree(info?["child_type"]) is { } item ? new TrinoType("array", item) : null;
            case "MAP":
                var entry = info?["child_type"]?["type_info"]?["child_types"];
                if (OfTree(entry?[0]?["second"]) is { } key && OfTree(entry?[1]?["second"]) is { } value)
                {
                    return new TrinoType("map", key, value);
                }

                return null;
            case "STRUCT" when (info?["child_types"]) is JsonArray children:
                var fields = children.Select(static child => OfTree(child?["second"])).ToList();
                return fields.Contains(null) ? null : Row(fields!, children.Select(static child => TreeNode.Text(child, "first")).ToList());
            case "UNBOUND" when "json".Equals(TreeNode.Text(info, "name"), StringComparison.OrdinalIgnoreCase): return new TrinoType("json");
            default: return null;
        }
    }

    /// <summary>The type as messages name it.</summary>
    public override string ToString() => Name switch
    {
        "decimal" => string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})"),
        "varchar" or "char" when Precision > 0 => string.Create(CultureInfo.InvariantCulture, $"{Name}({Precision})"),
        "timestamp" => "timestamp(3)",
        "timestamp with time zone" => "timestamp(3) with time zone",
        "row" => $"row({string.Join(", ", Arguments.Select((field, index) => FieldNames.ElementAtOrDefault(index) is { Length: > 0 } name ? $"{name} {field}" : field.ToString()))})",
        _ when Arguments.Count > 0 => $"{Name}({string.Join(", ", Arguments)})",
        _ => Name,
    };
}
