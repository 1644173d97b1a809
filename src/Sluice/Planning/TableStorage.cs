using System.Globalization;
using Sluice.Configuration;

namespace Sluice.Planning;

/// <summary>How Hive reads and writes a format: the storage descriptor's classes and parameters.</summary>
/// <remarks>Only formats that Athena can also INSERT INTO: https://docs.aws.amazon.com/athena/latest/ug/insert-into.html</remarks>
public sealed record TableStorage
{
    /// <summary>Hive's input format class.</summary>
    public required string InputFormat { get; init; }

    /// <summary>Hive's output format class.</summary>
    public required string OutputFormat { get; init; }

    /// <summary>The SerDe's class.</summary>
    public required string SerializationLibrary { get; init; }

    /// <summary>The SerDe's parameters.</summary>
    public required IReadOnlyDictionary<string, string> SerdeParameters { get; init; }

    /// <summary>The table's parameters, <c>EXTERNAL</c> and <c>classification</c> among them.</summary>
    public required IReadOnlyDictionary<string, string> TableParameters { get; init; }

    /// <summary>The storage of a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="csv">How csv lines are read; null takes the defaults.</param>
    public static TableStorage Of(TableFormat format, CsvConfiguration? csv = null) => format switch
    {
        TableFormat.Parquet => new TableStorage
        {
            InputFormat = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
            OutputFormat = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
            SerializationLibrary = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
            SerdeParameters = Parameters(("serialization.format", "1")),
            TableParameters = Parameters(("EXTERNAL", "TRUE"), ("classification", "parquet")),
        },
        TableFormat.Csv => Csv(csv ?? new CsvConfiguration()),
        TableFormat.Json => new TableStorage
        {
            InputFormat = TextInput,
            OutputFormat = TextOutput,
            // Not OpenX's, which Athena cannot write with.
            SerializationLibrary = "org.apache.hive.hcatalog.data.JsonSerDe",
            SerdeParameters = Parameters(("serialization.format", "1")),
            TableParameters = Parameters(("EXTERNAL", "TRUE"), ("classification", "json")),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format."),
    };

    private const string TextInput = "org.apache.hadoop.mapred.TextInputFormat";
    private const string TextOutput = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

    // LazySimpleSerDe, not OpenCSVSerDe: Athena cannot write with the latter, and it reads every column as a string.
    private static TableStorage Csv(CsvConfiguration csv) => new()
    {
        InputFormat = TextInput,
        OutputFormat = TextOutput,
        SerializationLibrary = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
        SerdeParameters = Parameters(("field.delim", csv.Delimiter), ("serialization.format", csv.Delimiter)),
        TableParameters = csv.HeaderLines == 0
            ? Parameters(("EXTERNAL", "TRUE"), ("classification", "csv"))
            : Parameters(
                ("EXTERNAL", "TRUE"),
                ("classification", "csv"),
                ("skip.header.line.count", csv.HeaderLines.ToString(CultureInfo.InvariantCulture))),
    };

    private static SortedDictionary<string, string> Parameters(params (string Name, string Value)[] parameters)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            sorted.Add(name, value);
        }

        return sorted;
    }
}
