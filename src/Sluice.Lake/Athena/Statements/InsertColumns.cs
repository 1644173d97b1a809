using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Results;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Statements;

/// <summary>Matches a query's columns with those of the table that it is inserted into.</summary>
internal static class InsertColumns
{
    /// <summary>A select item for each column of the table, over a query whose columns are <c>c0</c>, <c>c1</c> and so on.</summary>
    /// <exception cref="QueryFailure"><c>TYPE_MISMATCH</c>, or a listed column that the table does not have.</exception>
    public static List<string> Match(
        IReadOnlyList<TableColumn> table, IReadOnlyList<(string Name, string Place)> listed, IReadOnlyList<DuckDbField> query)
    {
        var targets = listed.Count == 0 ? table : listed.Select(item => Find(table, item.Name, item.Place)).ToList();
        if (targets.Distinct().Count() != targets.Count)
        {
            throw new QueryFailure("DUPLICATE_COLUMN_NAME", $"{listed[0].Place}: Insert column name is specified more than once");
        }

        if (targets.Count != query.Count || targets.Zip(query).Any(static pair => !Coercion.IsImplicit(pair.Second.Type, pair.First.Type)))
        {
            throw new QueryFailure(
                "TYPE_MISMATCH",
                "line 1:1: Insert query has mismatched column types: "
                + $"Table: [{string.Join(", ", targets.Select(static column => column.Type.Trino))}], "
                + $"Query: [{string.Join(", ", query.Select(static column => ResultColumns.TrinoName(column.Type)))}]");
        }

        return table.Select(column => Item(column, targets.ToList().IndexOf(column), query)).ToList();
    }

    private static TableColumn Find(IReadOnlyList<TableColumn> table, string name, string place) =>
        table.FirstOrDefault(column => column.Name == name)
        ?? throw new QueryFailure("COLUMN_NOT_FOUND", $"{place}: Insert column name does not exist in target table: {name}");

    private static string Item(TableColumn column, int index, IReadOnlyList<DuckDbField> query)
    {
        if (index < 0 || (query[index].Type.Id == DuckDbTypeId.SqlNull && column.Type.Fields.Count > 0)) // DuckDB does not cast its NULL to these
        {
            return $"NULL::{column.Type.DuckDb} AS {column.Quoted}";
        }

        if (column.Type is not { Name: "varchar" or "char", Arguments: [var length] })
        {
            // DuckDB rounds half to even, and scales a float with seven digits.
            var value = (query[index].Type.Id, column.Type.Name) switch
            {
                (DuckDbTypeId.Float or DuckDbTypeId.Double, "tinyint" or "smallint" or "int" or "integer" or "bigint") => $"round(c{index})",
                (DuckDbTypeId.Float, "decimal") => $"CAST(c{index} AS DOUBLE)",
                _ => $"c{index}",
            };
            return $"{RowPlaces.Cast(value, query[index].Type, column.Type)} AS {column.Quoted}";
        }

        var error = DuckDbSql.Literal(
            $"INVALID_CAST_ARGUMENT: Cannot truncate non-space characters when casting from varchar to {column.Type.Trino} on INSERT");
        return $"CASE WHEN length(rtrim(c{index})) > {length} THEN error({error}) ELSE left(c{index}, {length}) END AS {column.Quoted}";
    }
}
