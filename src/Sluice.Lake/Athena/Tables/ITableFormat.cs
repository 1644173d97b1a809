using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Tables;

/// <summary>A file format that tables are stored in, and how it is read.</summary>
internal interface ITableFormat
{
    /// <summary>Whether it reads tables of that SerDe.</summary>
    bool Reads(string serializationLibrary);

    /// <summary>The reads that together give the rows of the files.</summary>
    IEnumerable<ScanBranch> Scan(DuckDbConnection connection, TableScan scan, CancellationToken cancellationToken);
}
