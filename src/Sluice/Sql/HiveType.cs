using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sluice.Sql;

/// <summary>A column type as the Glue catalog writes it, and the same type as Athena's SQL does.</summary>
/// <remarks>
/// Hive and Trino name types differently; Athena takes Hive's in DDL and Trino's in queries:
/// https://docs.aws.amazon.com/athena/latest/ug/data-types.html
/// </remarks>
/// <param name="Hive">Hive's name: <c>int</c>, <c>string</c>, <c>array&lt;string&gt;</c>.</param>
/// <param name="Trino">Trino's name: <c>integer</c>, <c>varchar</c>, <c>array(varchar)</c>.</param>
/// <param name="CanPartition">True when it may be the type of a partition key.</param>
public sealed record HiveType(string Hive, string Trino, bool CanPartition)
{
    private static readonly string[] Numbers = ["tinyint", "smallint", "int", "bigint", "float", "double", "decimal"];

    /// <summary>True when its values are numbers.</summary>
    public bool IsNumber => Numbers.Contains(Hive.Split('(')[0]);

    /// <summary>Reads a type.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static HiveType Parse(string text) =>
        TryParse(text, out var type) ? type : throw new FormatException($"'{text}' is not a Hive type.");

    /// <summary>Reads a type; false when it is none. Lower case, no spaces.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out HiveType? type)
    {
        var position = 0;
        type = Type(text, ref position);
        if (position != text.Length)
        {
            type = null;
        }

        return type is not null;
    }

    private static HiveType? Type(string text, ref int position)
    {
        var start = position;
        var name = Word(text, ref position);
        var trino = name switch
        {
            "boolean" or "tinyint" or "smallint" or "bigint" or "double" or "date" or "timestamp" => name,
            "int" => "integer",
            "float" => "real",
            "string" => "varchar",
            "binary" => "varbinary",
            "varchar" => Sized(text, ref position, 65535) is { } length ? $"varchar({length})" : null,
            "char" => Sized(text, ref position, 255) is { } length ? $"char({length})" : null,
            "decimal" => Decimal(text, ref position),
            "array" => Array(text, ref position),
            "map" => Map(text, ref position),
            "struct" => Struct(text, ref position),
            _ => null,
        };
        var canPartition = name is "boolean" or "tinyint" or "smallint" or "int" or "bigint" or "string" or "varchar" or "char" or "date";
        return trino is null ? null : new HiveType(text[start..position], trino, canPartition);
    }

    private static string? Array(string text, ref int position)
    {
        if (Take(text, ref position, '<') && Type(text, ref position) is { } item && Take(text, ref position, '>'))
        {
            return $"array({item.Trino})";
        }

        return null;
    }

    private static string? Map(string text, ref int position)
    {
        if (Take(text, ref position, '<') && Type(text, ref position) is { CanPartition: true } key && Take(text, ref position, ',')
            && Type(text, ref position) is { } value && Take(text, ref position, '>'))
        {
            return $"map({key.Trino},{value.Trino})";
        }

        return null;
    }

    private static string? Struct(string text, ref int position)
    {
        if (!Take(text, ref position, '<'))
        {
            return null;
        }

        var fields = new List<string>();
        do
        {
            var name = Word(text, ref position);
            if (name.Length == 0 || !Take(text, ref position, ':') || Type(text, ref position) is not { } type)
            {
                return null;
            }

            fields.Add($"\"{name}\" {type.Trino}");
        }
        while (Take(text, ref position, ','));

        return Take(text, ref position, '>') ? $"row({string.Join(", ", fields)})" : null;
    }

    private static string? Decimal(string text, ref int position)
    {
        if (Take(text, ref position, '(') && Number(text, ref position) is >= 1 and <= 38 and var precision
            && Take(text, ref position, ',') && Number(text, ref position) is >= 0 and var scale && scale <= precision
            && Take(text, ref position, ')'))
        {
            return string.Create(CultureInfo.InvariantCulture, $"decimal({precision},{scale})");
        }

        return null;
    }

    private static int? Sized(string text, ref int position, int most) =>
        Take(text, ref position, '(') && Number(text, ref position) is >= 1 and var length && length <= most && Take(text, ref position, ')')
            ? length
            : null;

    private static int? Number(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        var leadingZero = position > start + 1 && text[start] == '0';
        return !leadingZero && int.TryParse(text.AsSpan(start, position - start), CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Word(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && (char.IsAsciiLetterLower(text[position]) || char.IsAsciiDigit(text[position]) || text[position] == '_'))
        {
            position++;
        }

        return text[start..position];
    }

    private static bool Take(string text, ref int position, char expected)
    {
        if (position >= text.Length || text[position] != expected)
        {
            return false;
        }

        position++;
        return true;
    }
}
