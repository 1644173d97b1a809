using System.Globalization;
using Amazon.Athena.Model;
using Sluice.Configuration;
using Sluice.Functions.Athena;

namespace Sluice.Functions.Stages;

/// <summary>The columns of a table that takes a query's result.</summary>
public static class StageColumns
{
    /// <summary>Columns as Hive has them.</summary>
    /// <exception cref="StatementFailedException">A column's type cannot be written.</exception>
    public static IReadOnlyList<ColumnConfiguration> Of(StatementQuery query, IReadOnlyList<ColumnInfo> columns) =>
        [.. columns.Select(column => new ColumnConfiguration(column.Name, Type(query, column), null))];

    private static string Type(StatementQuery query, ColumnInfo column) => column.Type switch
    {
        "varchar" or "char" or "string" => "string",
        "integer" or "int" => "int",
        "real" or "float" => "float",
        "decimal" => string.Create(CultureInfo.InvariantCulture, $"decimal({column.Precision},{column.Scale})"),
        "varbinary" or "binary" => "binary",
        "boolean" or "tinyint" or "smallint" or "bigint" or "double" or "date" or "timestamp" => column.Type,
        _ => throw new StatementFailedException(
            $"Statement {query.StatementId} ({query.SqlFile}): the column '{column.Name}' is of the type '{column.Type}', which a stage in Athena cannot " +
            "write. Make a plain value of it, as array_join, json_format or CAST do, or run the stages in Glue."),
    };
}
