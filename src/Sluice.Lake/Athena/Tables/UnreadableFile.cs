using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Tables;

/// <summary>Stands in a query for a file that cannot be read.</summary>
internal static class UnreadableFile
{
    /// <summary>No row, but an error as soon as the partition that the file lies in is read.</summary>
    /// <param name="scan">The scan that the file is of.</param>
    /// <param name="file">The file.</param>
    /// <param name="message">What the query fails with: Athena's name for the reason, a colon, the reason.</param>
    public static ScanBranch Branch(TableScan scan, TableFile file, string message)
    {
        // Each column is the error, too. Were it a NULL, DuckDB would see while it plans that no condition on it holds, and drop the read.
        var failing = $"error({DuckDbSql.Literal(message)} || left(CAST(i AS VARCHAR), 0))";
        var columns = string.Join(", ", scan.Columns.Select(column => $"CAST({failing} AS {column.Type.DuckDb}) AS {column.Quoted}"));
        var keys = scan.KeysFromPaths ? KeysOf(scan, file) : scan.Keys(file);
        return new ScanBranch($"SELECT {columns}{keys} FROM range(1) one(i) WHERE {failing} IS NULL", []);
    }

    /// <summary>What Trino says of a file that it cannot begin to read.</summary>
    public static string CannotOpen(TableFile file, string reason) =>
        $"HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split {file.Uri} (offset=0, length={file.Object.Size}): {reason}";

    /// <summary>What Trino says of a text file that it has begun to read.</summary>
    public static string CannotReadOn(TableFile file) => $"HIVE_CURSOR_ERROR: Failed to read file at {file.Uri}";

    private static string KeysOf(TableScan scan, TableFile file) => string.Concat(
        TableColumn.Of(scan.Table, scan.Table.PartitionKeys)
            .Select((key, index) => $", {PartitionValue.Sql(file.PartitionValues[index], key.Type)} AS {key.Quoted}"));
}
