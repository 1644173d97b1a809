using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect;
using Sluice.Lake.Athena.Execution;

namespace Sluice.Lake.Glue.Jobs.Scripts.Spark;

/// <summary>Changes a query's tree where DuckDB would compute something else than Spark. The tree is that of <c>json_serialize_sql</c>.</summary>
internal static class SparkRewriter
{
    /// <summary>What a value becomes before it is cast to a type.</summary>
    private static readonly Dictionary<string, string> Before = new(StringComparer.Ordinal)
    {
        ["TINYINT"] = "to_long",
        ["SMALLINT"] = "to_long",
        ["INTEGER"] = "to_long",
        ["BIGINT"] = "to_long",
        ["FLOAT"] = "to_double",
        ["DOUBLE"] = "to_double",
        ["DECIMAL"] = "to_exact",
        ["VARCHAR"] = "text",
        ["DATE"] = "as_date",
        ["TIMESTAMP"] = "to_moment",
    };

    private static readonly HashSet<string> Days = new(StringComparer.Ordinal) { "to_years", "to_months", "to_weeks", "to_days" };

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
        "OPERATOR" when TreeNode.Text(node, "type") == "ARRAY_EXTRACT" && node["children"] is JsonArray { Count: 2 } parts =>
            TreeBuilder.Instead(node, $"{SparkFunctions.Prefix}item", parts[0], parts[1]), // the first is 0
        "FUNCTION" when node["is_operator"] is JsonValue flag && flag.TryGetValue<bool>(out var isOperator) && isOperator => Operator(node),
        "FUNCTION" => Call(node),
        "WINDOW" => Window(node),
        _ => node,
    };

    /// <summary>What cannot be cast is NULL in Spark, and a fraction that becomes a whole number is cut, not rounded.</summary>
    private static JsonObject Cast(JsonObject node)
    {
        node["try_cast"] = true;
        if (TreeNode.Text(node["cast_type"], "id") is { } type && Before.TryGetValue(type, out var function) && node["child"] is JsonObject child
            && (bool?)child["value"]?["is_null"] is not true)
        {
            node["child"] = TreeBuilder.Function(SparkFunctions.Prefix + function, child.DeepClone());
        }

        return node;
    }

    private static JsonObject Operator(JsonObject node)
    {
        if (node["children"] is not JsonArray { Count: 2 } parts)
        {
            return node;
        }

        return TreeNode.Text(node, "function_name") switch
        {
            "/" => TreeBuilder.Instead(node, $"{SparkFunctions.Prefix}divide", parts[0], parts[1]), // by zero it is NULL

            // A date and whole days make a date, not a timestamp; two dates make an interval, not a number.
            "+" when IsDays(parts[1]) => TreeBuilder.Instead(node, $"{SparkFunctions.Prefix}plus_days", parts[0], parts[1]),
            "+" when IsDays(parts[0]) => TreeBuilder.Instead(node, $"{SparkFunctions.Prefix}plus_days", parts[1], parts[0]),
            "-" when IsDays(parts[1]) => TreeBuilder.Instead(node, $"{SparkFunctions.Prefix}minus_days", parts[0], parts[1]),
            "-" => TreeBuilder.Instead(node, $"{SparkFunctions.Prefix}minus", parts[0], parts[1]),
            _ => node,
        };
    }

    private static bool IsDays(JsonNode? node) => Days.Contains(TreeNode.Text(node, "function_name") ?? "");

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
                        AsPart(arguments[0]), static (left, right) => AsOperator(TreeBuilder.Function("||", left, AsPart(right)))),
                    "VARCHAR"));
            case "concat_ws" when arguments.Count > 0:
                return TreeBuilder.Instead(
                    node,
                    $"{SparkFunctions.Prefix}joined",
                    arguments[0],
                    TreeBuilder.Function("list_value", arguments.Skip(1).Select(static part => TreeBuilder.Function($"{SparkFunctions.Prefix}words", part))));
            case "count" when arguments.Count > 1:
                // Rows of which one value is NULL do not count.
                node["children"] = new JsonArray(arguments.Skip(1).Aggregate(
                    arguments[0], static (left, right) => TreeBuilder.Function($"{SparkFunctions.Prefix}pair", left, right))!.DeepClone());
                return node;
            case "trunc" when arguments.Count == 1:
                return node; // DuckDB's grammar makes it of INTERVAL 1 DAY
            case "trim" or "ltrim" or "rtrim" when arguments.Count > 1 && TreeNode.FirstLocation(arguments[0]) < TreeNode.FirstLocation(arguments[1]):
                // DuckDB's grammar turns the two around in TRIM(BOTH 'x' FROM text).
                throw new JobFailedException($"the lake knows {name} of one text: of other characters than blanks, write TRIM(BOTH 'x' FROM text), LEADING or TRAILING.");
            case "get_json_object" when arguments.Count == 2:
                return JsonPath(arguments[1]) is { } path
                    ? TreeBuilder.Instead(node, $"{SparkFunctions.Prefix}get_json_object", arguments[0], TreeBuilder.Text(path))
                    : TreeBuilder.Dressed(node, TreeBuilder.Cast(Null(), "VARCHAR"));
            case "date_format" when Pattern(arguments, 1) is { } pattern:
                return TreeBuilder.Instead(node, "strftime", AsTimestamp(arguments[0]), TreeBuilder.Text(pattern));
            case "from_unixtime":
                return TreeBuilder.Instead(
                    node,
                    "strftime",
                    TreeBuilder.Function("make_timestamp", AsOperator(TreeBuilder.Function("*", TreeBuilder.Function($"{SparkFunctions.Prefix}to_long", arguments[0]), TreeBuilder.Number(1_000_000)))),
                    TreeBuilder.Text(arguments.Count > 1 ? Pattern(arguments, 1)! : "%Y-%m-%d %H:%M:%S"));
            case "to_date" when arguments.Count == 1:
                return TreeBuilder.Instead(node, $"{SparkFunctions.Prefix}as_date", arguments[0]);
            case "to_timestamp" when arguments.Count == 1:
                return TreeBuilder.Instead(node, $"{SparkFunctions.Prefix}to_moment", arguments[0]);
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

    private static JsonObject AsPart(JsonNode? value) => TreeBuilder.Function($"{SparkFunctions.Prefix}part", value);

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

    private static string? JsonPath(JsonNode? path) => TreeNode.Text(path?["value"], "value") is { } text
        ? SparkJsonPath.ToDuckDb(text)
        : throw new JobFailedException("the lake knows JSON paths that are written in the SQL, not ones that are computed.");

    private static JsonObject Null()
    {
        var nothing = TreeBuilder.Text("");
        nothing["value"] = new JsonObject { ["type"] = new JsonObject { ["id"] = "NULL", ["type_info"] = null }, ["is_null"] = true };
        return nothing;
    }

    private static string? Pattern(JsonArray arguments, int index)
    {
        if (arguments.Count <= index || TreeNode.Text(arguments[index]?["value"], "value") is not { } pattern)
        {
            throw new JobFailedException("the lake knows date patterns that are written in the SQL, not ones that are computed.");
        }

        // Weeks, which Spark refuses as well, and zones.
        var letters = string.Concat(pattern.Split('\'').Where(static (_, index) => index % 2 == 0));
        if (letters.IndexOfAny(['Y', 'w', 'x', 'e']) is >= 0 and var found)
        {
            throw new JobFailedException($"the date pattern '{pattern}': the lake does not know {letters[found]} in Spark SQL.");
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
