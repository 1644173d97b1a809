using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Tables;

/// <summary>Files that are read alike.</summary>
internal sealed record TableScan
{
    public required GlueTable Table { get; init; }

    public required IReadOnlyList<TableColumn> Columns { get; init; }

    public required IReadOnlyList<TableFile> Files { get; init; }

    /// <summary>The partition keys of a file as select items: <c>CAST('2023-11-08' AS DATE) AS "exec_date"</c>.</summary>
    public required Func<TableFile, string> Keys { get; init; }

    /// <summary>Whether <see cref="Keys"/> takes the values from the files' paths, and so means something only where files are read.</summary>
    public bool KeysFromPaths { get; init; }

    /// <summary>Further options of DuckDB's reader, each after a comma.</summary>
    public required string ReaderOptions { get; init; }

    /// <summary>A parameter of the SerDe, or null.</summary>
    public string? SerDeParameter(string name) =>
        Table.StorageDescriptor?.SerdeInfo?.Parameters?.GetValueOrDefault(name);

    /// <summary>Header lines that are not rows.</summary>
    public int HeaderLines => int.TryParse(
        Table.Parameters?.GetValueOrDefault("skip.header.line.count") ?? SerDeParameter("skip.header.line.count"), out var lines)
        ? lines
        : 0;
}
