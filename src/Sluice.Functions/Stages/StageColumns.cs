using Amazon.Athena.Model;
using Sluice.Configuration;
using Sluice.Functions.Athena;
using Sluice.Stages;

namespace Sluice.Functions.Stages;

/// <summary>The columns of a table that takes a query's result.</summary>
public static class StageColumns
{
    /// <summary>Columns as Hive has them.</summary>
    /// <param name="query">The query, for messages.</param>
    /// <param name="columns">What Athena says of its result.</param>
    /// <param name="types">For each column that has parts, what <c>typeof</c> says.</param>
    /// <exception cref="StatementFailedException">A column's type cannot be written.</exception>
    public static IReadOnlyList<ColumnConfiguration> Of(
        StatementQuery query, IReadOnlyList<ColumnInfo> columns, IReadOnlyDictionary<string, string?> types) =>
        [.. columns.Select(column => new ColumnConfiguration(column.Name, Type(query, column, types.GetValueOrDefault(column.Name)), null))];

    /// <summary>The columns of which it has to be asked what they are made of.</summary>
    public static IReadOnlyList<string> WithParts(IReadOnlyList<ColumnInfo> columns) =>
        [.. columns.Where(static column => StageColumnType.HasParts(column.Type)).Select(static column => column.Name)];

    private static string Type(StatementQuery query, ColumnInfo column, string? type)
    {
        try
        {
            return type is null ? StageColumnType.Of(column.Type, column.Precision ?? 0, column.Scale ?? 0) : StageColumnType.OfTypeof(type);
        }
        catch (FormatException problem)
        {
            throw new StatementFailedException(
                $"Statement {query.StatementId} ({query.SqlFile}): the column '{column.Name}' is of the type '{type ?? column.Type}', which a stage in " +
                $"Athena cannot write: {problem.Message}");
        }
    }
}
