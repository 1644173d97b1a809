using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Statements;

/// <summary>Lists of columns in DDL: <c>(name type COMMENT 'text', ...)</c>.</summary>
internal static class HiveColumns
{
    /// <summary>Takes a list.</summary>
    public static List<GlueColumn> Read(TokenReader reader)
    {
        var columns = new List<GlueColumn>();
        reader.ExpectSymbol("(");
        do
        {
            var place = reader.Current.Start;
            var name = reader.Name("a column name");
            if (columns.Any(column => column.Name == name))
            {
                throw QueryFailure.Syntax(reader.Sql, place, $"Duplicate column name: {name}");
            }

            columns.Add(new GlueColumn
            {
                Name = name,
                Type = ReadType(reader),
                Comment = reader.TryTake("COMMENT") ? HiveText.Read(reader, "a comment in quotes") : null,
            });
        }
        while (reader.TryTakeSymbol(","));
        reader.ExpectSymbol(")");
        return columns;
    }

    private static string ReadType(TokenReader reader)
    {
        var start = reader.Current.Start;
        var end = start;
        for (var depth = 0; !reader.AtEnd; end = reader.Take().End)
        {
            var token = reader.Current;
            if (depth == 0 && (token.IsSymbol(",") || token.IsSymbol(")") || token.Is("COMMENT")))
            {
                break;
            }

            depth += token.IsSymbol("(") || token.IsSymbol("<") ? 1 : token.IsSymbol(")") || token.IsSymbol(">") ? -1 : 0;
        }

        try
        {
            return Canonical(HiveType.Parse(reader.Sql[start..end])).ToString();
        }
        catch (FormatException exception)
        {
            throw QueryFailure.Syntax(reader.Sql, start, exception.Message);
        }
    }

    /// <summary>Hive's own name of a type where it has two.</summary>
    private static HiveType Canonical(HiveType type) => type with
    {
        Name = type.Name switch { "integer" => "int", "real" => "float", var name => name },
        Fields = type.Fields.Select(static field => field with { Type = Canonical(field.Type) }).ToList(),
    };
}
