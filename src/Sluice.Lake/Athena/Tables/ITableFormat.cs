using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Tables;

/// <summary>A file format that tables are stored in: how it is read, and how INSERT writes it.</summary>
internal interface ITableFormat
{
    /// <summary>Whether it reads tables of that SerDe.</summary>
    bool Reads(string serializationLibrary);

    /// <summary>The reads that together give the rows of the files.</summary>
    IEnumerable<ScanBranch> Scan(DuckDbConnection connection, TableScan scan, CancellationToken cancellationToken);

    /// <summary>The options of DuckDB's COPY that write files of this format.</summary>
    string CopyOptions(GlueTable table);

    /// <summary>A column's expression as it is written.</summary>
    string Written(TableColumn column);

    /// <summary>What the written files' names end with.</summary>
    string FileSuffix { get; }
}
