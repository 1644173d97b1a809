using System.Globalization;
using System.Text;
using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Results;

/// <summary>Writes values as Athena writes them into results.</summary>
internal static class ResultText
{
    /// <summary>The text of a value; null for NULL.</summary>
    public static string? Of(object? value, DuckDbType type) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        float number => JavaNumber.Of(number),
        double number => JavaNumber.Of(number),
        string text => text,
        byte[] bytes => string.Join(' ', bytes.Select(static part => part.ToString("x2", CultureInfo.InvariantCulture))),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) + " UTC",
        DuckDbFarTimestamp moment when type.Id == DuckDbTypeId.TimestampTz => $"{moment} UTC",
        DuckDbInterval interval => Interval(interval),
        object?[] items when type.Id == DuckDbTypeId.Struct => Row(items, type),
        object?[] items => $"[{string.Join(", ", items.Select(item => Nested(item, type.Children[0].Type)))}]",
        KeyValuePair<object, object?>[] entries => Map(entries, type),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string Nested(object? value, DuckDbType type) => Of(value, type) ?? "null";

    private static string Row(object?[] items, DuckDbType type) =>
        $"{{{string.Join(", ", items.Select((item, index) => $"{FieldName(type.Children[index].Name, index)}={Nested(item, type.Children[index].Type)}"))}}}";

    private static string FieldName(string name, int index) => name.Length == 0 ? $"field{index}" : name;

    private static string Map(KeyValuePair<object, object?>[] entries, DuckDbType type) =>
        $"{{{string.Join(", ", entries.Select(entry => $"{Nested(entry.Key, type.Children[0].Type)}={Nested(entry.Value, type.Children[1].Type)}"))}}}";

    private static string Interval(DuckDbInterval interval)
    {
        if (interval.Months != 0)
        {
            var months = Math.Abs((long)interval.Months);
            return $"{(interval.Months < 0 ? "-" : "")}{months / 12}-{months % 12}";
        }

        var total = TimeSpan.FromTicks((interval.Days * TimeSpan.TicksPerDay) + (interval.Microseconds * TimeSpan.TicksPerMicrosecond));
        var text = new StringBuilder(total < TimeSpan.Zero ? "-" : "");
        return text.Append(CultureInfo.InvariantCulture, $"{Math.Abs(total.Days)} {total:hh\\:mm\\:ss\\.fff}").ToString();
    }
}
