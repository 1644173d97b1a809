namespace Sluice.Lake.Athena.Tables;

/// <summary>A top-level column of a Parquet file.</summary>
/// <param name="Name">As the file spells it.</param>
/// <param name="PhysicalType"><c>INT32</c>, <c>BYTE_ARRAY</c> …; null for a nested column.</param>
/// <param name="Annotation">The converted and the logical type, as DuckDB prints them; empty without either.</param>
internal sealed record ParquetColumn(string Name, string? PhysicalType, string Annotation)
{
    /// <summary>The physical type in the words of Athena's messages.</summary>
    public string DisplayType => PhysicalType switch
    {
        "BYTE_ARRAY" => "BINARY",
        null => "group",
        _ => PhysicalType,
    };

    /// <summary>Whether Athena reads this column as a table column of that type. Nested columns are compared by name on reading.</summary>
    public bool Fits(HiveType type)
    {
        var isTemporal = Annotation.Contains("TIME", StringComparison.Ordinal);
        var isDecimal = Annotation.Contains("DECIMAL", StringComparison.OrdinalIgnoreCase);
        return type.Name switch
        {
            "tinyint" or "smallint" or "int" or "integer" => PhysicalType == "INT32",
            "bigint" => PhysicalType is "INT32" or "INT64" && !isTemporal,
            "float" or "real" => PhysicalType == "FLOAT",
            "double" => PhysicalType is "FLOAT" or "DOUBLE",
            "boolean" => PhysicalType == "BOOLEAN",
            "date" => PhysicalType == "INT32" && Annotation.Contains("DATE", StringComparison.OrdinalIgnoreCase),
            "timestamp" => PhysicalType == "INT96" || (PhysicalType == "INT64" && isTemporal),
            "decimal" => isDecimal || PhysicalType is "INT32" or "INT64",
            "string" or "varchar" or "char" => PhysicalType == "BYTE_ARRAY" && !isDecimal,
            "binary" => PhysicalType is "BYTE_ARRAY" or "FIXED_LEN_BYTE_ARRAY",
            _ => PhysicalType is null,
        };
    }
}
