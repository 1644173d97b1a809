using System.Globalization;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>
/// Glue's built-in CSV classifier, by its documented rules
/// (<see href="https://docs.aws.amazon.com/glue/latest/dg/add-classifier.html#classifier-builtin-rules"/>): at least two
/// columns and two rows; a header when all its fields are text and some column below it is not.
/// </summary>
internal static class CsvClassifier
{
    private const int MaxHeaderLength = 150;

    /// <summary>In Glue's order; the one that makes the most columns wins.</summary>
    private static readonly char[] Delimiters = [',', '|', '\t', ';', '\u0001'];

    internal static FileSchema Classify(TextSample sample)
    {
        var delimiter = Delimiters
            .Select(candidate => (Candidate: candidate, Columns: ColumnCount(sample.Text, candidate)))
            .MaxBy(static found => found.Columns);
        if (delimiter.Columns < 2)
        {
            throw new UnclassifiedFileException(
                "it is neither Parquet nor JSON lines, and not CSV: that needs at least two rows, all of the same two or more columns");
        }

        var types = Enumerable.Repeat(HiveType.Unknown, delimiter.Columns).ToArray();
        IReadOnlyList<CsvField>? first = null;
        var quoted = false;
        var rows = 0L;
        foreach (var row in CsvRows.Read(sample.Text, delimiter.Candidate))
        {
            quoted |= row.Any(static field => field.Quoted);
            if (first is null)
            {
                first = row;
                continue;
            }

            if (row.Count != types.Length)
            {
                throw new UnclassifiedFileException(
                    $"it begins like CSV with {types.Length} columns, but row {rows + 2} has {row.Count}");
            }

            rows++;
            for (var column = 0; column < types.Length; column++)
            {
                types[column] = HiveType.Merge(types[column], TypeOf(row[column]));
            }
        }

        var names = first!.Select(static field => field.Text.Trim()).ToList(); // there are two rows
        var header = first!.SkipLast(1).All(static field => field.Text.Length is > 0 and < MaxHeaderLength)
            && first!.All(static field => field.Text.Length < MaxHeaderLength && (field.Quoted || TypeOf(field) == HiveType.Text || field.Text.Length == 0))
            && types.Any(static type => type != HiveType.Text && type != HiveType.Unknown);
        if (!header)
        {
            types = types.Select((type, column) => HiveType.Merge(type, TypeOf(first![column]))).ToArray();
        }

        return new FileSchema
        {
            Format = FileFormat.Csv,
            Columns = types
                .Select((type, column) => KeyValuePair.Create(header && names[column].Length > 0 ? names[column] : $"col{column}", type))
                .ToList(),
            RecordCount = sample.Estimate(header ? rows : rows + 1),
            Gzip = sample.Gzip,
            Delimiter = delimiter.Candidate,
            HasHeader = header,
            Quoted = quoted,
        };
    }

    /// <summary>The columns that a delimiter makes of the first rows; 0 when they do not all have as many.</summary>
    private static int ColumnCount(string text, char delimiter)
    {
        var counts = CsvRows.Read(text, delimiter).Take(100).Select(static row => row.Count).ToList();
        return counts.Count >= 2 && counts.Distinct().Count() == 1 ? counts[0] : 0;
    }

    /// <summary>A quoted field is text whatever is in it: the SerDe that Glue chooses does not take the quotes off.</summary>
    private static HiveType TypeOf(CsvField field)
    {
        var text = field.Text.AsSpan().Trim();
        return text.IsEmpty ? HiveType.Unknown
            : field.Quoted ? HiveType.Text
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? HiveType.BigInt
            : IsNumber(text) ? HiveType.Double
            : text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase) ? HiveType.Boolean
            : HiveType.Text;
    }

    /// <summary>Digits first: .NET would also parse NaN and Infinity, which are words here.</summary>
    private static bool IsNumber(ReadOnlySpan<char> text) =>
        text.IndexOfAnyInRange('0', '9') >= 0 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
