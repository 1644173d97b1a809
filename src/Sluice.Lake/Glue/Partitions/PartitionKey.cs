using System.Globalization;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Partitions;

/// <summary>A partition key in an expression: how its values and the literals beside it are read and ordered.</summary>
internal sealed class PartitionKey
{
    private static readonly string[] TimestampFormats =
        ["yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    private readonly int index;
    private readonly Func<string, IComparable?> parse;

    internal PartitionKey(GlueColumn column, int index)
    {
        this.index = index;
        Name = column.Name;
        Type = (column.Type ?? "string").ToLowerInvariant();
        parse = Type.Split('(')[0].Trim() switch
        {
            "string" or "varchar" or "char" => static text => text,
            "tinyint" or "smallint" or "int" or "integer" or "bigint" or "long" => static text =>
                long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            "decimal" => static text => decimal.TryParse(
                text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? number
                : null,
            "date" => static text => DateOnly.TryParseExact(
                text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
            "timestamp" => static text => DateTime.TryParseExact(
                text, TimestampFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null,
            _ => throw GlueErrors.InvalidInput(
                $"Partition key {Name} is {Type}: an Expression may compare keys of the types string, date, timestamp, int, " +
                "bigint, long, tinyint, smallint and decimal."),
        };
    }

    internal string Name { get; }

    internal string Type { get; }

    internal bool IsText => Type is "string" || Type.StartsWith("varchar", StringComparison.Ordinal) || Type.StartsWith("char", StringComparison.Ordinal);

    /// <summary>This key's value of a partition, or null when it is not of the key's type.</summary>
    internal IComparable? Read(IReadOnlyList<string> values) => parse(values[index]);

    /// <summary>A literal as a value of this key's type.</summary>
    internal IComparable Parse(PartitionToken literal) => parse(literal.Text) ?? throw GlueErrors.InvalidInput(
        $"Unsupported expression, at character {literal.Start + 1}: '{literal.Text}' is not a {Type}, the type of partition key {Name}.");

    /// <summary>Orders two values of this key: text by its characters' codes, as S3 and Hive do.</summary>
    internal int Compare(IComparable left, IComparable right) =>
        left is string text ? string.CompareOrdinal(text, (string)right) : left.CompareTo(right);
}
