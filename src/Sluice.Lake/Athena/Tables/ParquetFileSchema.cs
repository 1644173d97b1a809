namespace Sluice.Lake.Athena.Tables;

/// <summary>What a Parquet file holds.</summary>
/// <param name="Columns">The top-level columns.</param>
/// <param name="Error">Why it cannot be read, in DuckDB's words; null when it can.</param>
internal sealed record ParquetFileSchema(IReadOnlyList<ParquetColumn> Columns, string? Error)
{
    /// <summary>The column of that name in any case, or null.</summary>
    public ParquetColumn? Find(string name) =>
        Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
