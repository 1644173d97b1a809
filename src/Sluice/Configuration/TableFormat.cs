using System.Text.Json.Serialization;

namespace Sluice.Configuration;

/// <summary>How a table's files are written.</summary>
[JsonConverter(typeof(WordConverter<TableFormat>))]
public enum TableFormat
{
    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>Delimited text.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    Json,
}
