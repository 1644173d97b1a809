namespace Sluice.Lake.Athena.Tables;

/// <summary>One read of some of a table's files.</summary>
/// <param name="Sql">A SELECT of the table's columns, then its partition keys.</param>
/// <param name="Files">The files.</param>
internal sealed record ScanBranch(string Sql, IReadOnlyList<TableFile> Files)
{
    /// <summary>Bytes of the files.</summary>
    public long Bytes { get; } = Files.Sum(static file => file.Object.Size);
}
