using System.Text.Json.Serialization;

namespace Sluice.Configuration;

/// <summary>The number whose change is checked.</summary>
[JsonConverter(typeof(WordConverter<CheckMeasure>))]
public enum CheckMeasure
{
    /// <summary>The number of rows.</summary>
    RowCount,

    /// <summary>A column's sum.</summary>
    Sum,

    /// <summary>A column's average.</summary>
    Avg,

    /// <summary>A column's least value.</summary>
    Min,

    /// <summary>A column's greatest value.</summary>
    Max,
}
