using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Statements;

/// <summary>A table as a statement names it.</summary>
/// <param name="Database">The database, or null for that of the query's context.</param>
/// <param name="Table">The table.</param>
/// <param name="Place">Where the name stands: <c>line 1:13</c>.</param>
internal sealed record TableName(string? Database, string Table, string Place)
{
    /// <summary>Reads <c>table</c>, <c>database.table</c> or <c>awsdatacatalog.database.table</c>; <c>`database.table`</c> too, as Hive allows.</summary>
    public static TableName Read(TokenReader reader)
    {
        var place = SqlText.Place(reader.Sql, reader.Current.Start);
        var parts = new List<string> { reader.Name("a table name") };
        while (reader.TryTakeSymbol("."))
        {
            parts.Add(reader.Name("a name"));
        }

        if (parts is [var single] && single.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
        {
            parts = [single[..dot], single[(dot + 1)..]];
        }

        return parts switch
        {
            [var table] => new TableName(null, table, place),
            [var database, var table] => new TableName(database, table, place),
            [SelectPlanner.CatalogName, var database, var table] => new TableName(database, table, place),
            [var catalog, _, _] => throw new QueryFailure("CATALOG_NOT_FOUND", $"{place}: Catalog '{catalog}' does not exist"),
            _ => throw new QueryFailure("SYNTAX_ERROR", $"{place}: Too many dots in table name: {string.Join('.', parts)}"),
        };
    }

    /// <summary>The database, the context's when the statement names none.</summary>
    public string DatabaseOf(QueryRun run) => Database ?? run.Database;

    /// <summary>The table in the catalog.</summary>
    /// <exception cref="QueryFailure"><c>SCHEMA_NOT_FOUND</c> or <c>TABLE_NOT_FOUND</c>.</exception>
    public GlueTable Find(QueryRun run, IGlueCatalog catalog)
    {
        var database = DatabaseOf(run);
        _ = catalog.FindDatabase(database) ?? throw new QueryFailure("SCHEMA_NOT_FOUND", $"{Place}: Schema '{database}' does not exist");
        return catalog.FindTable(database, Table)
            ?? throw new QueryFailure("TABLE_NOT_FOUND", $"{Place}: Table '{SelectPlanner.CatalogName}.{database}.{Table}' does not exist");
    }
}
