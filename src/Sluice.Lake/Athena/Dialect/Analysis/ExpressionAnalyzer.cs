using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Lake.Athena.Execution;

namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>The types of expressions in one scope, and what Athena refuses about them.</summary>
internal sealed partial class ExpressionAnalyzer(
    QueryAnalyzer queries, TranslatedSql source, Scope scope, Dictionary<string, Relation> named, Dictionary<JsonObject, TrinoType?> types)
{
    /// <summary>The type of an expression; null when it cannot be told.</summary>
    /// <exception cref="QueryFailure">Athena would refuse it.</exception>
    public TrinoType? TypeOf(JsonNode? node)
    {
        if (node is not JsonObject expression)
        {
            return null;
        }

        var type = TreeNode.Text(expression, "class") switch
        {
            "CONSTANT" => Constant(expression),
            "COLUMN_REF" => Column(expression),
            "FUNCTION" => Function(expression, Children(expression)),
            "WINDOW" => Window(expression),
            "OPERATOR" => Operator(expression),
            "COMPARISON" => Comparison(expression, TypeOf(expression["left"]), TypeOf(expression["right"])),
            "CONJUNCTION" => Conjunction(expression),
            "BETWEEN" => Between(expression),
            "CASE" => Case(expression),
            "CAST" => Cast(expression),
            "SUBQUERY" => Subquery(expression),
            _ => null,
        };
        types[expression] = type;
        return type;
    }

    /// <summary>Checks the condition of a clause.</summary>
    public void Condition(JsonNode? node, string clause)
    {
        if (node is not JsonObject condition)
        {
            return;
        }

        if (clause != "HAVING clause" && Aggregates.FirstIn(condition) is { } aggregate)
        {
            throw At(
                "EXPRESSION_NOT_SCALAR", condition,
                $"{clause} cannot contain aggregations, window functions or grouping operations: [{Written(aggregate)}]");
        }

        var type = TypeOf(condition);
        if (type is not null && type.Name is not ("boolean" or "unknown"))
        {
            throw At("TYPE_MISMATCH", condition, $"{clause} must evaluate to a boolean: actual type {type}");
        }
    }

    private static List<JsonNode?> Children(JsonObject node) => (node["children"] as JsonArray ?? []).ToList();

    private static TrinoType? Constant(JsonObject node)
    {
        var type = TrinoType.OfTree(node["value"]?["type"]);
        return type?.Name == "varchar" && TreeNode.Text(node["value"], "value") is { } text ? TrinoType.VarcharOf(text.Length) : type;
    }

    private TrinoType? Column(JsonObject node)
    {
        if (node["column_names"] is not JsonArray path)
        {
            return null;
        }

        var parts = path.Select(static part => (string?)part ?? "").ToList();
        var found = scope.Find(parts);
        switch (found.Kind)
        {
            case ColumnMatchKind.Missing when parts is [var word] && Keyword(word) is { } type:
                return type;
            case ColumnMatchKind.Missing:
                throw At("COLUMN_NOT_FOUND", node, $"Column '{string.Join('.', parts)}' cannot be resolved");
            case ColumnMatchKind.Ambiguous:
                throw At("AMBIGUOUS_NAME", node, $"Column '{string.Join('.', parts)}' is ambiguous");
            default:
                return found.Type;
        }
    }

    private static TrinoType? Keyword(string word) => word.ToLowerInvariant() switch
    {
        "current_date" => TrinoType.Date,
        "current_timestamp" => TrinoType.TimestampTz,
        "localtimestamp" => TrinoType.Timestamp,
        "current_time" or "localtime" => new TrinoType("time"),
        _ => null,
    };

    private TrinoType Comparison(JsonObject node, TrinoType? left, TrinoType? right)
    {
        if (left is not null && right is not null && TrinoCoercion.Common(left, right) is null)
        {
            var symbol = TreeNode.Text(node, "type") switch
            {
                "COMPARE_EQUAL" => "=",
                "COMPARE_NOTEQUAL" => "<>",
                "COMPARE_LESSTHAN" or "COMPARE_BETWEEN" => "<",
                "COMPARE_GREATERTHAN" => ">",
                "COMPARE_LESSTHANOREQUALTO" => "<=",
                "COMPARE_GREATERTHANOREQUALTO" => ">=",
                _ => "IS DISTINCT FROM",
            };
            throw At("TYPE_MISMATCH", node, $"Cannot apply operator: {left} {symbol} {right}");
        }

        return TrinoType.Boolean;
    }

    private TrinoType Conjunction(JsonObject node)
    {
        foreach (var term in Children(node))
        {
            ExpectBoolean(term, "Logical expression term");
        }

        return TrinoType.Boolean;
    }

    private void ExpectBoolean(JsonNode? node, string what)
    {
        var type = TypeOf(node);
        if (type is not null && type.Name is not ("boolean" or "unknown"))
        {
            throw At("TYPE_MISMATCH", node, $"{what} must evaluate to a boolean (actual: {type})");
        }
    }

    private TrinoType Between(JsonObject node)
    {
        var (input, lower, upper) = (TypeOf(node["input"]), TypeOf(node["lower"]), TypeOf(node["upper"]));
        foreach (var bound in new[] { lower, upper })
        {
            if (input is not null && bound is not null && TrinoCoercion.Common(input, bound) is null)
            {
                throw At("TYPE_MISMATCH", node, $"Cannot check if {input} is BETWEEN {lower} and {upper}");
            }
        }

        return TrinoType.Boolean;
    }

    private TrinoType? Case(JsonObject node)
    {
        var results = new List<JsonNode?>();
        foreach (var check in (node["case_checks"] as JsonArray ?? []).OfType<JsonObject>())
        {
            ExpectBoolean(check["when_expr"], "CASE WHEN clause");
            results.Add(check["then_expr"]);
        }

        results.Add(node["else_expr"]);
        return OneType(node, results, "All CASE results");
    }

    /// <summary>The type that all of these have in common.</summary>
    private TrinoType? OneType(JsonObject node, List<JsonNode?> expressions, string what)
    {
        var all = expressions.Where(static item => item is not null).Select(item => (Node: item, Type: TypeOf(item))).ToList();
        if (all.Exists(static item => item.Type is null))
        {
            return null;
        }

        var common = TrinoType.Unknown;
        foreach (var (part, type) in all)
        {
            common = TrinoCoercion.Common(common, type!) ?? throw At(
                "TYPE_MISMATCH",
                part,
                $"{what} must be the same type or coercible to a common type. Cannot find common type between {common} and {type}, "
                + $"all types (without duplicates): [{string.Join(", ", all.Select(static item => item.Type!.ToString()).Distinct())}]");
        }

        return common;
    }

    private TrinoType? Operator(JsonObject node)
    {
        var children = Children(node);
        switch (TreeNode.Text(node, "type"))
        {
            case "OPERATOR_IS_NULL" or "OPERATOR_IS_NOT_NULL":
                children.ForEach(child => TypeOf(child));
                return TrinoType.Boolean;
            case "OPERATOR_NOT":
                ExpectBoolean(children[0], "Value of logical NOT expression");
                return TrinoType.Boolean;
            case "COMPARE_IN" or "COMPARE_NOT_IN":
                OneType(node, children, "IN value and list items");
                return TrinoType.Boolean;
            case "OPERATOR_COALESCE":
                return OneType(node, children, "All COALESCE operands");
            case "ARRAY_CONSTRUCTOR":
                return OneType(node, children, "All ARRAY elements") is { } item ? new TrinoType("array", item) : null;
            case "OPERATOR_TRY":
                return TypeOf(children[0]);
            case "GROUPING_FUNCTION":
                return TrinoType.Integer;
            case "ARRAY_SLICE":
                throw Unexpected(children[0], "mismatched input ':'. Expecting: ']'");
            case "ARRAY_EXTRACT":
                TypeOf(children[1]);
                return TypeOf(children[0]) switch
                {
                    { Name: "array" } array => array.Arguments[0],
                    { Name: "map" } map => map.Arguments[1],
                    { Name: "row" } row when children[1]?["value"]?["value"] is JsonValue value && value.TryGetValue<int>(out var place)
                        && place >= 1 && place <= row.Arguments.Count => row.Arguments[place - 1],
                    { Name: "row" } or null or { Name: "unknown" } => null,
                    var other => throw At("TYPE_MISMATCH", children[0], $"Cannot apply operator: {other}[{TypeOf(children[1])}]"),
                };
            case "STRUCT_EXTRACT":
                return Field(TypeOf(children[0]), TreeNode.Text(children[1]?["value"], "value"));
            default:
                children.ForEach(child => TypeOf(child));
                return null;
        }
    }

    private static TrinoType? Field(TrinoType? row, string? name)
    {
        var index = row is { Name: "row" } ? row.FieldNames.ToList().FindIndex(field => string.Equals(field, name, StringComparison.OrdinalIgnoreCase)) : -1;
        return index < 0 ? null : row!.Arguments[index];
    }

    private TrinoType? Cast(JsonObject node)
    {
        if (WrittenAt(node, "::"))
        {
            throw Unexpected(node, "mismatched input ':'. Expecting: <expression>, and CAST(value AS type) instead of value::type");
        }

        var (from, to) = (TypeOf(node["child"]), TrinoType.OfTree(node["cast_type"]));
        if (from is not null && to is not null && !CanCast(from, to))
        {
            throw At("TYPE_MISMATCH", node, $"Cannot cast {from} to {to}");
        }

        // The tree does not keep the length of a text type.
        return to?.Name == "varchar" && TreeNode.Location(node) is not null && TextLength().Match(Written(node)) is { Success: true } match
            && int.TryParse(match.Groups["length"].Value, out var length)
            ? match.Groups["type"].Value.StartsWith('c') ? TrinoType.CharOf(length) : TrinoType.VarcharOf(length)
            : to;
    }

    [GeneratedRegex(@"\bAS\s+(?<type>varchar|char)\s*\(\s*(?<length>\d+)\s*\)\s*\)$", RegexOptions.IgnoreCase)]
    private static partial Regex TextLength();

    private static bool CanCast(TrinoType from, TrinoType to)
    {
        static bool IsMoment(TrinoType type) => type.Name is "date" or "timestamp" or "timestamp with time zone";
        static bool IsNumber(TrinoType type) => type.IsNumeric || type.Name == "boolean";
        static bool IsNested(TrinoType type) => type.Name is "array" or "map" or "row";
        return !(IsMoment(from) && IsNumber(to)) && !(IsNumber(from) && IsMoment(to))
            && !(IsNested(from) && to.Name is not ("json" or "unknown") && to.Name != from.Name)
            && !(IsNested(to) && from.Name is not ("json" or "unknown") && to.Name != from.Name);
    }

    private TrinoType? Subquery(JsonObject node)
    {
        var columns = queries.Query(node["subquery"]?["node"], scope, named);
        switch (TreeNode.Text(node, "subquery_type"))
        {
            case "SCALAR":
                return columns is [var only] ? only.Type : null;
            case "ANY":
                var value = TypeOf(node["child"]);
                if (columns is [{ Type: { } type }] && value is not null && TrinoCoercion.Common(value, type) is null)
                {
                    throw At(
                        "TYPE_MISMATCH", node["child"],
                        $"Value expression and result of subquery must be of the same type: {value} vs row(field0 {type})");
                }

                return TrinoType.Boolean;
            default:
                return TrinoType.Boolean;
        }
    }

    private QueryFailure At(string code, JsonNode? node, string message) =>
        QueryFailure.At(code, source.Original, source.OriginalOffset(TreeNode.FirstLocation(node) ?? 0), message);

    private QueryFailure Unexpected(JsonNode? node, string message) => At("SYNTAX_ERROR", node, message);

    /// <summary>Whether the user has written something at the place of a node.</summary>
    private bool WrittenAt(JsonObject node, string text) =>
        TreeNode.Location(node) is { } location
        && source.Original.AsSpan(source.OriginalOffset(location)).TrimStart('"').StartsWith(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>A call as the user wrote it.</summary>
    private string Written(JsonObject call)
    {
        var start = source.OriginalOffset(TreeNode.Location(call) ?? 0);
        var (depth, end) = (0, start);
        for (; end < source.Original.Length; end++)
        {
            depth += source.Original[end] == '(' ? 1 : source.Original[end] == ')' ? -1 : 0;
            if (depth == 0 && source.Original[end] == ')')
            {
                break;
            }
        }

        return source.Original[start..Math.Min(end + 1, source.Original.Length)];
    }
}
