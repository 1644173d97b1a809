using System.Text.Json.Serialization;

namespace Sluice.Configuration;

/// <summary>What a check looks at.</summary>
[JsonConverter(typeof(WordConverter<CheckType>))]
public enum CheckType
{
    /// <summary>How many rows there are.</summary>
    RowCount,

    /// <summary>Columns that hold no NULL.</summary>
    NotNull,

    /// <summary>Columns whose values, taken together, no two rows share. Rows with a NULL among them are not compared.</summary>
    Unique,

    /// <summary>A column that holds only certain values, or NULL.</summary>
    AcceptedValues,

    /// <summary>A column whose values are all in a column of another table, or NULL.</summary>
    Relationships,

    /// <summary>How much a number changed since the previous exec_date that is published.</summary>
    Change,

    /// <summary>A query of the pipeline's own that must return no row.</summary>
    Sql,
}
