using System.Globalization;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Statements;

/// <summary>Rows convert field by field, whatever the fields are called; DuckDB's casts look for the name of each.</summary>
internal static class RowPlaces
{
    /// <summary>The conversion of a query's column to a type of a table.</summary>
    public static string Cast(string column, DuckDbType from, HiveType to) =>
        $"CAST({(HasOtherNames(from, to) ? Unnamed(column, from, 0) : column)} AS {to.DuckDb})";

    private static bool HasOtherNames(DuckDbType from, HiveType to) =>
        from.Children.Zip(to.Fields).Any(pair =>
            (from.Id == DuckDbTypeId.Struct && pair.First.Name.Length > 0 && !string.Equals(pair.First.Name, pair.Second.Name, StringComparison.OrdinalIgnoreCase))
            || HasOtherNames(pair.First.Type, pair.Second.Type));

    /// <summary>The value with fields that have no names, and so no place but their own.</summary>
    private static string Unnamed(string value, DuckDbType type, int depth)
    {
        var item = string.Create(CultureInfo.InvariantCulture, $"v{depth}");
        switch (type.Id)
        {
            case DuckDbTypeId.Struct:
                // A list of one, so that the value is worked out once.
                var fields = type.Children.Select((field, index) => Unnamed(string.Create(CultureInfo.InvariantCulture, $"struct_extract_at({item}, {index + 1})"), field.Type, depth + 1));
                return $"list_transform([{value}], {item} -> CASE WHEN {item} IS NOT NULL THEN row({string.Join(", ", fields)}) END)[1]";
            case DuckDbTypeId.List or DuckDbTypeId.Array:
                return $"list_transform({value}, {item} -> {Unnamed(item, type.Children[0].Type, depth + 1)})";
            case DuckDbTypeId.Map:
                return $"map_from_entries(list_transform(map_entries({value}), {item} -> row({item}.key, {Unnamed($"{item}.value", type.Children[1].Type, depth + 1)})))";
            default:
                return value;
        }
    }
}
