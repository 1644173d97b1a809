using System.Text;
using Sluice.Planning;
using Sluice.Sql;

namespace Sluice.Staging;

/// <summary>Writes the INSERT INTO that fills a table from a query: columns in the table's order, each cast to its type.</summary>
public static class StagedInsert
{
    /// <summary>
    /// The statement. A query's columns are found by name. An INSERT INTO without column list fills them in the table's
    /// order, partition keys last, as Athena does; with one, in the list's order, and columns it leaves out become NULL.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="into">The table to fill, <paramref name="table"/>'s staged copy or itself.</param>
    /// <param name="table">The table's columns and keys.</param>
    /// <param name="statement">The SQL file's statement.</param>
    public static OriginatedSql Write(string database, string into, TablePlan table, SqlStatement statement)
    {
        var columns = table.Columns.Concat(table.PartitionKeys).ToList();
        var positions = statement.Target is { } target ? target.Columns ?? [.. columns.Select(column => column.Name)] : null;
        var sql = new StringBuilder();
        sql.Append("INSERT INTO ").Append(SqlValue.Identifier(database)).Append('.').Append(SqlValue.Identifier(into)).Append("\nSELECT\n");
        for (var i = 0; i < columns.Count; i++)
        {
            var type = HiveType.Parse(columns[i].Type).Trino;
            var value = positions is null || positions.Contains(columns[i].Name) ? SqlValue.Identifier(columns[i].Name).Sql : "NULL";
            var name = SqlValue.Identifier(columns[i].Name);
            sql.Append("  CAST(").Append(value).Append(" AS ").Append(type).Append(") AS ").Append(name).Append(i < columns.Count - 1 ? ",\n" : "\n");
        }

        // The line end before the bracket closes a comment that the query may end with.
        sql.Append("FROM (\n");
        var origin = SqlOrigin.After(sql.ToString(), statement.QueryLine, statement.Query);
        sql.Append(statement.Query).Append("\n) AS \"query\"");
        if (positions is not null)
        {
            sql.Append(" (").AppendJoin(", ", positions.Select(column => SqlValue.Identifier(column))).Append(')');
        }

        return new OriginatedSql(sql.ToString(), origin);
    }
}
