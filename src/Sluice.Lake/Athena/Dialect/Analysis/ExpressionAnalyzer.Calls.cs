using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Execution;

namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>Functions and operators.</summary>
internal sealed partial class ExpressionAnalyzer
{
    private TrinoType? Window(JsonObject node)
    {
        var arguments = Children(node);
        arguments.AddRange(new[] { node["offset_expr"], node["default_expr"] }.Where(static extra => extra is JsonObject));
        foreach (var part in (node["partitions"] as JsonArray ?? []).Concat([node["start_expr"], node["end_expr"]]))
        {
            TypeOf(part);
        }

        OrderBy(node["orders"]);
        OrderBy(node["arg_orders"]);
        Condition(node["filter_expr"], "FILTER clause");
        return Function(node, arguments);
    }

    private void OrderBy(JsonNode? orders)
    {
        foreach (var order in (orders as JsonArray ?? []).OfType<JsonObject>())
        {
            TypeOf(order["expression"]);
        }
    }

    private TrinoType? Function(JsonObject node, List<JsonNode?> arguments)
    {
        var name = TreeNode.Text(node, "function_name") ?? "";
        OrderBy(node["order_bys"]?["orders"]);
        Condition(node["filter"], "FILTER clause");
        if (node["is_operator"] is JsonValue flag && flag.TryGetValue<bool>(out var isOperator) && isOperator)
        {
            return Symbol(node, name, arguments.Select(TypeOf).ToList());
        }

        switch (name)
        {
            case "count_star":
                return TrinoType.BigInt;
            case "list_value" or "struct_pack" when !WrittenAt(node, name):
                throw Unexpected(node, "arrays are written ARRAY[...], rows ROW(...), maps MAP(ARRAY[...], ARRAY[...])");
            case "row" when WrittenAt(node, "row") || WrittenAt(node, "("):
                var fields = arguments.Select(TypeOf).ToList();
                return fields.Contains(null) ? null : TrinoType.Row(fields!, new string?[fields.Count]);
        }

        if (name is "at_timezone" or "with_timezone" or "timezone" or "from_unixtime" && arguments.Count == 2)
        {
            var zone = arguments[name == "timezone" ? 0 : 1]?["value"];
            arguments.ForEach(argument => TypeOf(argument));
            return TreeNode.Text(zone, "value") is { } text
                ? TrinoType.ZonedTimestamp(text)
                : throw QueryFailure.NotSupported("a time zone that is not a constant");
        }

        RefuseNested(node, name, arguments);
        var signatures = TrinoSignatures.Of(name);
        if (signatures.Count > 0)
        {
            return Call(node, name, signatures, arguments);
        }

        if (!WrittenAt(node, name) && Sugar(name) is { } type)
        {
            arguments.ForEach(argument => TypeOf(argument));
            return type;
        }

        throw TrinoSignatures.Missing.Contains(name)
            ? QueryFailure.NotSupported($"the function {name}")
            : At("FUNCTION_NOT_FOUND", node, $"Function '{name}' not registered");
    }

    /// <summary>An aggregate over an aggregate; a window over one is fine.</summary>
    private void RefuseNested(JsonObject node, string name, List<JsonNode?> arguments)
    {
        if (TreeRewriter.IsClass(node, "FUNCTION") && Aggregates.Is(node)
            && arguments.Select(Aggregates.FirstIn).FirstOrDefault(static found => found is not null) is { } inner)
        {
            throw TreeRewriter.IsClass(inner, "WINDOW")
                ? At("NESTED_WINDOW", node, $"Cannot nest window functions or row pattern measures inside aggregation '{name}': [{Written(inner)}]")
                : At("NESTED_AGGREGATION", node, $"Cannot nest aggregations inside aggregation '{name}': [{Written(inner)}]");
        }
    }

    /// <summary>What DuckDB's parser makes of syntax: EXTRACT, AT TIME ZONE, INTERVAL, LIKE ... ESCAPE.</summary>
    private static TrinoType? Sugar(string name) => name switch
    {
        "date_part" => TrinoType.BigInt,
        "to_years" or "to_months" => TrinoType.YearInterval,
        "to_days" or "to_hours" or "to_minutes" or "to_seconds" or "to_weeks" or "to_milliseconds" => TrinoType.DayInterval,
        "trunc" => TrinoType.Double,
        "like_escape" or "not_like_escape" => TrinoType.Boolean,
        _ => null,
    };

    private TrinoType? Call(JsonObject node, string name, List<FunctionSignature> signatures, List<JsonNode?> arguments)
    {
        var given = arguments.Select(argument => argument is JsonObject item && TreeRewriter.IsClass(item, "LAMBDA") ? null : TypeOf(argument)).ToList();
        foreach (var signature in signatures
            .Where(signature => signature.Takes(arguments.Count))
            .OrderBy(signature => given.Where((type, index) => type is not null && type.Name != signature.Parameter(index).Name).Count()))
        {
            var binding = new TypeBinding();
            if (!given.Select((type, index) => binding.Match(signature.Parameter(index), type)).All(static matches => matches))
            {
                continue;
            }

            for (var index = 0; index < arguments.Count; index++)
            {
                if (signature.Parameter(index).Name == "function" && arguments[index] is JsonObject lambda && TreeRewriter.IsClass(lambda, "LAMBDA"))
                {
                    Lambda(lambda, signature.Parameter(index), binding);
                }
            }

            return Result(name, given) ?? binding.Resolve(signature.Result);
        }

        if (TrinoSignatures.MissingForms.Contains((name.ToLowerInvariant(), arguments.Count)))
        {
            throw QueryFailure.NotSupported(string.Create(CultureInfo.InvariantCulture, $"the function {name} with {arguments.Count} arguments"));
        }

        throw At(
            "FUNCTION_NOT_FOUND",
            node,
            $"Unexpected parameters ({string.Join(", ", given.Select(static type => type?.ToString() ?? "<unknown>"))}) for function {name}. "
            + $"Expected: {string.Join(", ", signatures)}");
    }

    /// <summary>Results that no signature can say.</summary>
    private static TrinoType? Result(string name, List<TrinoType?> given) => (name.ToLowerInvariant(), given) switch
    {
        ("sum", [{ IsInteger: true }]) => TrinoType.BigInt,
        ("sum", [{ Name: "decimal" } type]) => TrinoType.Decimal(38, type.Scale),
        ("avg", [{ IsInteger: true }]) => TrinoType.Double,
        ("sum" or "avg", [{ } type]) => type,
        _ => Rounding.Result(name, given),
    };

    private void Lambda(JsonObject lambda, TrinoType function, TypeBinding binding)
    {
        var names = lambda["lhs"] is JsonObject single && TreeRewriter.IsClass(single, "COLUMN_REF")
            ? [single]
            : (lambda["lhs"]?["children"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var parameters = names
            .Select((name, index) => new RelationColumn(
                name["column_names"] is JsonArray path ? TreeNode.Last(path) : null,
                index < function.Arguments.Count - 1 ? binding.Resolve(function.Arguments[index]) : null))
            .ToList();
        var inner = new ExpressionAnalyzer(queries, source, new Scope(scope, [new Relation("", parameters)]), named, types);
        binding.Match(function.Arguments[^1], inner.TypeOf(lambda["expr"]));
    }

    private TrinoType? Symbol(JsonObject node, string symbol, List<TrinoType?> types)
    {
        switch (symbol, types)
        {
            case ("~~" or "!~~", _):
                if (types.Find(static type => type is not null && !type.IsText && type.Name != "unknown") is { } wrong)
                {
                    throw At("TYPE_MISMATCH", node, $"Left side and pattern of LIKE must evaluate to a varchar (actual: {wrong})");
                }

                return TrinoType.Boolean;
            case ("||", [var left, var right]):
                return left is null || right is null ? null : Concatenation(node, left, right);
            case ("-" or "+", [var only]):
                return only is null || only.IsNumeric || only.Name.StartsWith("interval", StringComparison.Ordinal) || only.Name == "unknown"
                    ? only
                    : throw At("TYPE_MISMATCH", node, $"Cannot negate {only}");
            case ("+" or "-" or "*" or "/" or "%", [var left, var right]):
                return left is null || right is null ? null : Arithmetic.Result(symbol, left, right)
                    ?? throw At("TYPE_MISMATCH", node, $"Cannot apply operator: {left} {symbol} {right}");
            default:
                throw Unexpected(node, $"mismatched input '{symbol}'. Expecting: <EOF>");
        }
    }

    private TrinoType Concatenation(JsonObject node, TrinoType left, TrinoType right) => (left, right) switch
    {
        ({ IsText: true } or { Name: "unknown" }, { IsText: true } or { Name: "unknown" }) => TrinoType.Varchar,
        ({ Name: "varbinary" }, { Name: "varbinary" }) => left,
        ({ Name: "array" }, _) => left,
        (_, { Name: "array" }) => right,
        _ => throw At(
            "FUNCTION_NOT_FOUND",
            node,
            $"Unexpected parameters ({left}, {right}) for function concat. Expected: {string.Join(", ", TrinoSignatures.Of("concat"))}"),
    };
}
