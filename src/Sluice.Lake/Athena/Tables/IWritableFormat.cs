using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Tables;

/// <summary>
/// A file format that INSERT writes:
/// <see href="https://docs.aws.amazon.com/athena/latest/ug/insert-into.html#insert-into-supported-formats-and-serdes"/>.
/// </summary>
internal interface IWritableFormat : ITableFormat
{
    /// <summary>Whether it writes tables of that SerDe, one that it reads.</summary>
    bool Writes(string serializationLibrary);

    /// <summary>The options of DuckDB's COPY that write files of this format.</summary>
    string CopyOptions(GlueTable table);

    /// <summary>A column as COPY is to write it, where that is not DuckDB's own way.</summary>
    string Written(TableColumn column) => column.Quoted;

    /// <summary>What the written files' names end with.</summary>
    string FileSuffix { get; }
}
