using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Execution;

namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>
/// Finds the type of every expression of a statement where it can, and refuses what Athena's analysis refuses: unknown
/// columns and functions, operators and arguments of the wrong type. What it cannot tell, it lets pass: DuckDB checks it.
/// </summary>
/// <param name="source">The statement, for the places in messages.</param>
/// <param name="columns">The columns of a catalog table, by database and name; null when nobody knows them.</param>
internal sealed class QueryAnalyzer(TranslatedSql source, Func<string, string, IReadOnlyList<RelationColumn>?> columns)
{
    private readonly Dictionary<JsonObject, TrinoType?> types = new(ReferenceEqualityComparer.Instance);

    /// <summary>The types of the statement's expressions, by node.</summary>
    public IReadOnlyDictionary<JsonObject, TrinoType?> Types => types;

    /// <summary>Analyses a whole statement.</summary>
    /// <exception cref="QueryFailure">Athena would refuse it.</exception>
    public IReadOnlyList<RelationColumn>? Analyze(JsonObject statement) => Query(statement["node"], null, []);

    /// <summary>Analyses a query and returns its columns; null when they are not known.</summary>
    public IReadOnlyList<RelationColumn>? Query(JsonNode? node, Scope? outer, Dictionary<string, Relation> named)
    {
        if (node is not JsonObject query)
        {
            return null;
        }

        named = WithNames(query, outer, named);
        return TreeNode.Text(query, "type") switch
        {
            "SELECT_NODE" => Select(query, outer, named),
            "SET_OPERATION_NODE" => SetOperation(query, outer, named),
            "RECURSIVE_CTE_NODE" => Recursive(query, outer, named),
            _ => null,
        };
    }

    private Dictionary<string, Relation> WithNames(JsonObject query, Scope? outer, Dictionary<string, Relation> named)
    {
        if (query["cte_map"]?["map"] is not JsonArray { Count: > 0 } entries)
        {
            return named;
        }

        named = new Dictionary<string, Relation>(named, StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            var name = TreeNode.Text(entry, "key")!; // every entry has one
            var relation = new Relation(name, Query(entry!["value"]?["query"]?["node"], outer, named));
            named[name] = relation.As(name, Texts(entry["value"]?["aliases"]));
        }

        return named;
    }

    private IReadOnlyList<RelationColumn>? Recursive(JsonObject query, Scope? outer, Dictionary<string, Relation> named)
    {
        var name = TreeNode.Text(query, "cte_name")!; // a recursive query has one
        var first = new Relation(name, Query(query["left"], outer, named));
        named = new Dictionary<string, Relation>(named, StringComparer.OrdinalIgnoreCase)
        {
            [name] = first.As(name, Texts(query["aliases"])),
        };
        Query(query["right"], outer, named);
        return first.Columns;
    }

    private IReadOnlyList<RelationColumn>? SetOperation(JsonObject query, Scope? outer, Dictionary<string, Relation> named)
    {
        var parts = query["children"] is JsonArray children ? children.ToList() : [query["left"], query["right"]];
        var all = parts.Select(part => Query(part, outer, named)).ToList();
        if (all.Contains(null) || all.Any(part => part!.Count != all[0]!.Count))
        {
            return null;
        }

        return all[0]!.Select((column, index) => column with
        {
            Type = all.Select(part => part![index].Type).Aggregate(static (a, b) => a is null || b is null ? null : TrinoCoercion.Common(a, b)),
        }).ToList();
    }

    private IReadOnlyList<RelationColumn>? Select(JsonObject query, Scope? outer, Dictionary<string, Relation> named)
    {
        var scope = new Scope(outer, From(query["from_table"], outer, named, []));
        var expressions = new ExpressionAnalyzer(this, source, scope, named, types);
        expressions.Condition(query["where_clause"], "WHERE clause");
        var items = (query["select_list"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        foreach (var group in (query["group_expressions"] as JsonArray ?? []).OfType<JsonObject>())
        {
            expressions.TypeOf(group);
        }

        RefuseNoPlaces(query["group_expressions"], items, "GROUP BY");
        foreach (var modifier in (query["modifiers"] as JsonArray ?? []).OfType<JsonObject>())
        {
            RefuseNoPlaces(modifier["orders"], items, "ORDER BY");
        }

        var output = new List<RelationColumn>();
        var isOpen = false;
        foreach (var item in items)
        {
            if (TreeRewriter.IsClass(item, "STAR"))
            {
                isOpen |= !AddAll(item, scope, output);
                continue;
            }

            var type = expressions.TypeOf(item);
            var alias = TreeNode.Text(item, "alias");
            var name = alias is { Length: > 0 } ? alias : item["column_names"] is JsonArray path ? TreeNode.Last(path) : null;
            output.Add(new RelationColumn(name, type));
        }

        expressions.Condition(query["having"], "HAVING clause");
        Order(query, output, isOpen, outer, scope, named);
        return isOpen ? null : output;
    }

    /// <summary>A number in GROUP BY or ORDER BY is a place in the select list.</summary>
    private void RefuseNoPlaces(JsonNode? list, List<JsonObject> items, string clause)
    {
        if (items.Exists(static item => TreeRewriter.IsClass(item, "STAR")))
        {
            return; // DuckDB counts the columns of a star
        }

        foreach (var entry in (list as JsonArray ?? []).OfType<JsonObject>().Select(static entry => entry["expression"] as JsonObject ?? entry))
        {
            if (TreeRewriter.IsClass(entry, "CONSTANT") && TrinoType.OfTree(entry["value"]?["type"]) is { IsInteger: true } && entry["value"]?["value"] is JsonValue value && value.TryGetValue<long>(out var place)
                && (place < 1 || place > items.Count))
            {
                throw QueryFailure.At(
                    "INVALID_COLUMN_REFERENCE",
                    source.Original,
                    source.OriginalOffset(TreeNode.FirstLocation(entry) ?? 0),
                    string.Create(CultureInfo.InvariantCulture, $"{clause} position {place} is not in select list"));
            }
        }
    }

    /// <summary>ORDER BY sees the select list's names first, then what FROM offers.</summary>
    private void Order(
        JsonObject query, List<RelationColumn> output, bool isOpen, Scope? outer, Scope from, Dictionary<string, Relation> named)
    {
        foreach (var modifier in (query["modifiers"] as JsonArray ?? []).OfType<JsonObject>())
        {
            foreach (var order in (modifier["orders"] as JsonArray ?? []).OfType<JsonObject>())
            {
                if (order["expression"] is not JsonObject expression)
                {
                    continue;
                }

                var isOutput = expression["column_names"] is JsonArray { Count: 1 } path
                    && (isOpen || output.Exists(column => TreeNode.Last(path).Equals(column.Name, StringComparison.OrdinalIgnoreCase)));
                if (!isOutput)
                {
                    var names = isOpen ? null : output.Where(column => from.Find([column.Name ?? ""]).Kind != ColumnMatchKind.Found).ToList();
                    var relations = from.Relations.Append(new Relation("", names)).ToList();
                    new ExpressionAnalyzer(this, source, new Scope(outer, relations), named, types).TypeOf(expression);
                }
            }
        }
    }

    private static bool AddAll(JsonObject star, Scope scope, List<RelationColumn> output)
    {
        var name = TreeNode.Text(star, "relation_name") ?? "";
        foreach (var relation in scope.Relations.Where(relation => name.Length == 0 || relation.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            if (relation.Columns is null || relation.Shared.Count > 0)
            {
                return false;
            }

            output.AddRange(relation.Columns);
        }

        return true;
    }

    private List<Relation> From(JsonNode? node, Scope? outer, Dictionary<string, Relation> named, List<Relation> before)
    {
        if (node is not JsonObject table)
        {
            return [];
        }

        var alias = TreeNode.Text(table, "alias") ?? "";
        var names = Texts(table["column_name_alias"]);
        switch (TreeNode.Text(table, "type"))
        {
            case "EMPTY":
                return [];
            case "BASE_TABLE":
                return [Table(table, named).As(alias, names)];
            case "SUBQUERY":
                // A query in FROM sees what stands before it only when it is LATERAL, which the tree does not say.
                var query = new Relation(alias, Query(table["subquery"]?["node"], before.Count == 0 ? outer : new Scope(outer, before), named));
                return [query.As(alias, names)];
            case "EXPRESSION_LIST":
                return [new Relation(alias, Values(table, outer, named)).As(alias, names)];
            case "TABLE_FUNCTION":
                return [Unnest(table, new Scope(outer, before), named).As(alias, names)];
            case "JOIN":
                return Join(table, outer, named, before);
            default:
                return [new Relation(alias, null)];
        }
    }

    private List<Relation> Join(JsonObject join, Scope? outer, Dictionary<string, Relation> named, List<Relation> before)
    {
        var left = From(join["left"], outer, named, before);
        var right = From(join["right"], outer, named, [.. before, .. left]);
        List<Relation> both = [.. left, .. right];
        if (TreeNode.Text(join, "ref_type") is "NATURAL")
        {
            return [new Relation("", null), .. both]; // which of two columns a name means is left to DuckDB
        }

        if (join["using_columns"] is JsonArray { Count: > 0 } shared)
        {
            return [new Relation("", []) { Shared = Texts(shared) }, .. both];
        }

        if (join["condition"] is JsonObject condition)
        {
            new ExpressionAnalyzer(this, source, new Scope(outer, [.. before, .. both]), named, types).Condition(condition, "JOIN clause");
        }

        return both;
    }

    private Relation Table(JsonObject table, Dictionary<string, Relation> named)
    {
        var name = TreeNode.Text(table, "table_name") ?? "";
        var schema = TreeNode.Text(table, "schema_name") ?? "";
        if (schema.Length > 0)
        {
            return new Relation(name, columns(schema, name));
        }

        return named.TryGetValue(name, out var known) ? known with { Name = name } : new Relation(name, null);
    }

    private List<RelationColumn>? Values(JsonObject list, Scope? outer, Dictionary<string, Relation> named)
    {
        var expressions = new ExpressionAnalyzer(this, source, new Scope(outer, []), named, types);
        List<TrinoType?>? row = null;
        foreach (var values in (list["values"] as JsonArray ?? []).OfType<JsonArray>())
        {
            var found = values.Select(value => expressions.TypeOf(value)).ToList();
            row = row is null || row.Count != found.Count
                ? found
                : row.Zip(found, static (a, b) => a is null || b is null ? null : TrinoCoercion.Common(a, b)).ToList();
        }

        return row?.Select(static (type, index) => new RelationColumn($"_col{index}", type)).ToList();
    }

    private Relation Unnest(JsonObject table, Scope scope, Dictionary<string, Relation> named)
    {
        var expressions = new ExpressionAnalyzer(this, source, scope, named, types);
        var found = new List<RelationColumn>();
        foreach (var argument in (table["function"]?["children"] as JsonArray ?? []).OfType<JsonObject>())
        {
            switch (expressions.TypeOf(argument))
            {
                case { Name: "map" } map:
                    found.AddRange(map.Arguments.Select(static part => new RelationColumn(null, part)));
                    break;
                case { Name: "array", Arguments: [{ Name: "row" } row] }:
                    found.AddRange(row.Arguments.Select((field, index) => new RelationColumn(row.FieldNames.ElementAtOrDefault(index), field)));
                    break;
                case { Name: "array" } array:
                    found.Add(new RelationColumn(null, array.Arguments[0]));
                    break;
                default:
                    return new Relation("", null);
            }
        }

        if (TreeNode.Text(table, "with_ordinality") == "WITH_ORDINALITY")
        {
            found.Add(new RelationColumn("ordinality", TrinoType.BigInt));
        }

        return new Relation("unnest", found);
    }

    private static List<string> Texts(JsonNode? list) =>
        (list as JsonArray ?? []).Select(static item => (string?)item ?? "").ToList();
}
