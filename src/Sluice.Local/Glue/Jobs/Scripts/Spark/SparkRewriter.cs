using System.Text.Json.Nodes;
using Sluice.Local.Athena.Dialect;
using Sluice.Local.Athena.Execution;

namespace Sluice.Local.Glue.Jobs.Scripts.Spark;

/// <summary>Changes a query's tree where DuckDB would compute something else than Spark. The tree is that of <c>json_serialize_sql</c>.</summary>
internal static class SparkRewriter
{
    private static readonly HashSet<string> Integers = new(StringComparer.Ordinal) { "TINYINT", "SMALLINT", "INTEGER", "BIGINT" };

    /// <summary>Rewrites in place.</summary>
    /// <exception cref="JobFailedException">A function or form that the lake does not know.</exception>
    public static void Rewrite(JsonObject statement)
    {
        NameColumns((JsonObject)statement["node"]!); // every statement has one
        Visit(statement);
    }

    /// <summary>Spark names a literal by its value; other expressions need a name, since what Spark makes up is not worth relying on.</summary>
    private static void NameColumns(JsonObject node)
    {
        while (node["left"] is JsonObject left && node["setop_type"] is not null)
        {
            node = left;
        }

        foreach (var column in (node["select_list"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (TreeNode.Text(column, "alias") != "" || TreeNode.Text(column, "class") is "COLUMN_REF" or "STAR")
            {
                continue;
            }

            column["alias"] = TreeNode.Text(column, "class") == "CONSTANT" && TreeNode.Text(column["value"], "value") is { Length: > 0 } text
                ? text
                : throw new JobFailedException($"the column {column.Parent!.AsArray().IndexOf(column) + 1} of the result has no name: give it one with AS.");
        }
    }

    private static JsonNode? Visit(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject value:
                foreach (var (name, child) in value.ToList())
                {
                    if (child is JsonObject or JsonArray && Visit(child) is var changed && changed != child)
                    {
                        value[name] = changed;
                    }
                }

                return Replace(value);
            case JsonArray items:
                for (var index = 0; index < items.Count; index++)
                {
                    var item = items[index];
                    if (item is JsonObject or JsonArray && Visit(item) is var changed && changed != item)
                    {
                        items[index] = changed;
                    }
                }

                return items;
            default:
                return node;
        }
    }

    private static JsonObject Replace(JsonObject node) => TreeNode.Text(node, "class") switch
    {
        "CONSTANT" when TreeNode.Text(node["value"]?["type"], "id") == "DOUBLE" =>
            TreeBuilder.Dressed(node, TreeBuilder.Cast(node.DeepClone(), "DOUBLE")),
        "CAST" => Cast(node),
        "FUNCTION" when node["is_operator"] is JsonValue flag && flag.TryGetValue<bool>(out var isOperator) && isOperator => Operator(node),
        "FUNCTION" => Call(node),
        "WINDOW" => Window(node),
        _ => node,
    };

    /// <summary>What cannot be cast is NULL in Spark, and a fraction that becomes a whole number is cut, not rounded.</summary>
    private static JsonObject Cast(JsonObject node)
    {
        node["try_cast"] = true;
        if (TreeNode.Text(node["cast_type"], "id") is { } type && Integers.Contains(type) && node["child"] is JsonObject child
            && (bool?)child["value"]?["is_null"] is not true)
        {
            node["child"] = TreeBuilder.Function($"{SparkFunctions.Prefix}to_long", child.DeepClone());
        }

        return node;
    }

    private static JsonObject Operator(JsonObject node) =>
        TreeNode.Text(node, "function_name") == "/" && node["children"] is JsonArray { Count: 2 } parts
            ? TreeBuilder.Instead(node, $"{SparkFunctions.Prefix}divide", parts[0], parts[1]) // by zero it is NULL
            : node;

    private static JsonObject Call(JsonObject node)
    {
        var name = (TreeNode.Text(node, "function_name") ?? "").ToLowerInvariant();
        var arguments = node["children"] as JsonArray ?? [];
        switch (name)
        {
            case var rendered when rendered.StartsWith(SparkFunctions.Prefix, StringComparison.Ordinal):
                return node; // one that this class has put here
            case "concat":
                // One NULL makes it NULL.
                return TreeBuilder.Dressed(node, TreeBuilder.Cast(
                    arguments.Skip(1).Aggregate(
                        TreeBuilder.Cast(arguments[0], "VARCHAR"), static (left, right) => AsOperator(TreeBuilder.Function("||", left, TreeBuilder.Cast(right, "VARCHAR")))),
                    "VARCHAR"));
            case "date_format" when Pattern(arguments, 1) is { } pattern:
                return TreeBuilder.Instead(node, "strftime", AsTimestamp(arguments[0]), TreeBuilder.Text(pattern));
            case "from_unixtime":
                return TreeBuilder.Instead(
                    node,
                    "strftime",
                    TreeBuilder.Function("make_timestamp", AsOperator(TreeBuilder.Function("*", TreeBuilder.Cast(arguments[0], "BIGINT"), TreeBuilder.Number(1_000_000)))),
                    TreeBuilder.Text(arguments.Count > 1 ? Pattern(arguments, 1)! : "%Y-%m-%d %H:%M:%S"));
            case "to_date" when arguments.Count == 1:
                return TreeBuilder.Instead(node, $"{SparkFunctions.Prefix}as_date", arguments[0]);
            case "to_timestamp" when arguments.Count == 1:
                return TreeBuilder.Instead(node, $"{SparkFunctions.Prefix}as_timestamp", arguments[0]);
            case "to_date" or "to_timestamp" when Pattern(arguments, 1) is { } pattern:
                return TreeBuilder.Dressed(node, TreeBuilder.Cast(
                    TreeBuilder.Function("try_strptime", arguments[0], TreeBuilder.Text(pattern)), name == "to_date" ? "DATE" : "TIMESTAMP"));
            case "unix_timestamp" when arguments.Count == 2 && Pattern(arguments, 1) is { } pattern:
                return TreeBuilder.Instead(
                    node, $"{SparkFunctions.Prefix}unix_timestamp", TreeBuilder.Function("try_strptime", arguments[0], TreeBuilder.Text(pattern)));
            case "date_part" when arguments is [JsonObject unit, _]:
                return TreeBuilder.Instead(node, Part(unit), arguments[1]);
        }

        node["function_name"] = SparkFunctions.Find(name) ?? throw new JobFailedException(
            $"the lake does not know the function {name} of Spark SQL. Write it with functions that it knows, or run the job on AWS.");
        return node;
    }

    private static JsonObject Window(JsonObject node)
    {
        var name = (TreeNode.Text(node, "function_name") ?? "").ToLowerInvariant();
        var found = SparkFunctions.Find(name);
        if (found is null || found.StartsWith(SparkFunctions.Prefix, StringComparison.Ordinal))
        {
            throw new JobFailedException($"the lake does not know the function {name} of Spark SQL over a window.");
        }

        node["function_name"] = found;
        return SparkFunctions.IntegerWindows.Contains(name) ? TreeBuilder.Dressed(node, TreeBuilder.Cast(node.DeepClone(), "INTEGER")) : node;
    }

    private static JsonObject AsTimestamp(JsonNode? value) => TreeBuilder.Function($"{SparkFunctions.Prefix}as_timestamp", value);

    private static JsonObject AsOperator(JsonObject function)
    {
        function["is_operator"] = true;
        return function;
    }

    /// <summary>EXTRACT(unit FROM date).</summary>
    private static string Part(JsonObject unit)
    {
        var name = TreeNode.Text(unit["value"], "value")?.ToLowerInvariant() ?? "";
        return name switch
        {
            "dow" or "dayofweek" => $"{SparkFunctions.Prefix}dayofweek",
            "doy" => $"{SparkFunctions.Prefix}dayofyear",
            "week" => $"{SparkFunctions.Prefix}weekofyear",
            "year" or "quarter" or "month" or "day" or "hour" or "minute" => SparkFunctions.Prefix + name,
            _ => throw new JobFailedException($"the lake does not know the unit {name} of Spark SQL's EXTRACT."),
        };
    }

    private static string? Pattern(JsonArray arguments, int index)
    {
        if (arguments.Count <= index || TreeNode.Text(arguments[index]?["value"], "value") is not { } pattern)
        {
            throw new JobFailedException("the lake knows date patterns that are written in the SQL, not ones that are computed.");
        }

        try
        {
            return JodaDateFormat.ToDuckDb(pattern);
        }
        catch (QueryFailure failure)
        {
            throw new JobFailedException($"the date pattern '{pattern}': {failure.Reason}", failure);
        }
    }
}
