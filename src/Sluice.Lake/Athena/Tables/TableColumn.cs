using Sluice.Lake.Athena.Execution;
using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Tables;

/// <summary>A column of a table, its type read.</summary>
internal sealed record TableColumn(string Name, HiveType Type)
{
    /// <summary>The name, quoted for DuckDB.</summary>
    public string Quoted => DuckDbSql.Identifier(Name);

    /// <summary>Reads the catalog's columns.</summary>
    public static List<TableColumn> Of(GlueTable table, IReadOnlyList<GlueColumn>? columns) =>
        (columns ?? []).Select(column => Of(table, column)).ToList();

    private static TableColumn Of(GlueTable table, GlueColumn column)
    {
        try
        {
            return new TableColumn(column.Name.ToLowerInvariant(), HiveType.Parse(column.Type ?? "string"));
        }
        catch (FormatException exception)
        {
            throw new QueryFailure(
                "HIVE_INVALID_METADATA",
                $"Table '{table.DatabaseName}.{table.Name}', column '{column.Name}': {exception.Message}");
        }
    }
}
