using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect.Analysis;
using Sluice.Lake.Athena.Execution;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>Functions and aggregates.</summary>
internal sealed partial class TreeRewriter
{
    /// <summary>Functions that look at the local time of their last argument.</summary>
    private static readonly HashSet<string> Local = new(StringComparer.OrdinalIgnoreCase)
    {
        "date_part", "year", "quarter", "month", "week", "week_of_year", "day", "day_of_month", "day_of_week", "dow", "day_of_year", "doy",
        "year_of_week", "yow", "hour", "minute", "date_trunc", "date_add", "last_day_of_month", "date",
    };

    private static JsonObject Call(JsonObject node, TrinoType? type, List<TrinoType?> parts)
    {
        var name = (TreeNode.Text(node, "function_name") ?? "").ToLowerInvariant();
        var arguments = Arguments(node);
        if (parts is [.., { Name: "timestamp with time zone", Zone: { } zone }] && Local.Contains(name))
        {
            arguments[^1] = TreeBuilder.Function("timezone", TreeBuilder.Text(zone), arguments[^1]!.DeepClone());
            var local = Call(node, null, [.. parts[..^1], TrinoType.Timestamp]);
            return name is "date_trunc" or "date_add" ? TreeBuilder.Instead(node, "timezone", TreeBuilder.Text(zone), local.DeepClone()) : local;
        }

        switch (name)
        {
            case "sum" or "avg":
                return SumOrAverage(node, name, parts.FirstOrDefault());
            case "count_if":
                return TreeBuilder.Instead(node, "sluice_bigint", node.DeepClone());
            case "approx_distinct" when arguments.Count == 2:
                arguments.RemoveAt(1);
                break;

            // One NULL makes the result NULL.
            case "greatest" or "least":
                return TreeBuilder.Instead(node, "sluice_null_if_any", node.DeepClone(), TreeBuilder.Function("list_value", arguments));
            case "concat" when type?.Name == "array":
                return arguments.Skip(1).Aggregate(arguments[0]!.DeepClone().AsObject(), static (left, right) => TreeBuilder.Function("list_concat", left, right)) is var lists
                    ? TreeBuilder.Dressed(node, lists) : node;
            case "concat_ws" when parts is [_, { Name: "array" }]:
                return TreeBuilder.Instead(node, TrinoFunctions.Prefix + "array_join", arguments[1], arguments[0]);
            case "concat":
                return Concatenate(node, arguments);

            // Patterns in other words.
            case "date_format" or "format_datetime":
                arguments[0] = Shown(arguments[0], parts[0]);
                return WithPattern(node, name, "strftime", parts[0]);
            case "date_parse":
                return WithPattern(node, name, "strptime");
            case "parse_datetime":
                return ParseMoment(node, name);
            case "to_iso8601" when parts[0]?.Name == "date":
                return Rename(node, "sluice_iso8601_date");
            case "to_iso8601" when parts[0]?.Name == "timestamp with time zone":
                return Rename(node, "sluice_iso8601_zoned");

            // The zone is part of the type.
            case "from_unixtime" when arguments.Count == 2:
                arguments.RemoveAt(1);
                break;
            case "at_timezone":
                return TreeBuilder.Dressed(node, (JsonObject)arguments[0]!.DeepClone());
            case "with_timezone":
                return TreeBuilder.Instead(node, "timezone", arguments[1], arguments[0]);
            case "timezone" when parts is [_, { Name: "timestamp with time zone" }]:
                return TreeBuilder.Dressed(node, (JsonObject)arguments[1]!.DeepClone());
            case "timezone" when parts is [_, { Name: "timestamp" }]:
                return TreeBuilder.Instead(node, "timezone", TreeBuilder.Text("UTC"), arguments[1]); // a timestamp without zone is one of UTC
            case "date_part" when ConstantText(arguments[0]) is { } unit:
                return DatePart(node, unit);

            case "length" when parts[0]?.Name == "varbinary":
                return Rename(node, "octet_length");
            case "reverse" when parts[0]?.Name == "array":
                return Rename(node, "list_reverse");
            case "contains" when parts is [{ Name: "array", Arguments: [var item] }, { } value] && IsNested(item):
                return ContainsNested(node, item, value);
            case "cardinality" when parts[0]?.Name == "map":
                return Rename(node, "sluice_map_cardinality");
            case "element_at" when parts[0]?.Name == "map":
                return Rename(node, "sluice_map_element_at");
            case "sequence" when parts[0]?.Name is "date":
                return Rename(node, "sluice_sequence_dates");
            case "sequence" when parts[0]?.Name is "timestamp":
                return Rename(node, "generate_series");
            case "array_join" when parts[0] is { Name: "array", Arguments: [var element] } && AsTexts(arguments[0], element) is { } texts:
                arguments[0] = texts;
                break;
            case "split" when arguments.Count == 3:
                return Rename(node, "sluice_split_limit");
            case "rand" or "random" when arguments.Count > 0:
                return Rename(node, "sluice_random_below");
            case "format":
                return Format(node, parts);
            case "map_agg":
                return TreeBuilder.Instead(node, "sluice_map_of_lists", Listed(node, arguments[0]), Listed(node, arguments[1]));
            case "typeof" when parts[0] is { } known && Aggregates.FirstIn(arguments) is not null:
                // The aggregate has to stay: it is what makes one row of all of them, or of none.
                return TreeBuilder.Instead(node, "sluice_type_of", arguments[0], TreeBuilder.Text(known.ToString()));
            case "typeof" when parts[0] is { } plain:
                return TreeBuilder.Dressed(node, TreeBuilder.Text(plain.ToString()));
            case "typeof":
                throw new QueryFailure("NOT_SUPPORTED", "The lake cannot tell the type that typeof asks for. Give the expression one: CAST(... AS map(varchar, bigint))");
            case "version":
                return TreeBuilder.Dressed(node, TreeBuilder.Text("Athena engine version 3"));
            case "max_by" or "min_by" when arguments.Count == 3:
                return Rename(node, name == "max_by" ? "arg_max" : "arg_min");
        }

        if ((Higher(node, name, arguments) ?? Rounded(node, name, arguments, parts) ?? OfText(node, name, arguments)) is { } composed)
        {
            return composed;
        }

        return TrinoFunctions.Renamed.TryGetValue(name, out var renamed) ? Rename(node, renamed)
            : TrinoFunctions.IsMacro(name) ? Rename(node, TrinoFunctions.Prefix + name)
            : node;
    }

    /// <summary>sum(bigint) is bigint and overflows, sum(real) is real, avg(decimal) keeps the scale.</summary>
    private static JsonObject SumOrAverage(JsonObject node, string name, TrinoType? type)
    {
        switch (name, type)
        {
            case ("sum", { IsInteger: true }):
                return TreeBuilder.Instead(node, "sluice_bigint_sum", node.DeepClone());
            case (_, { Name: "real" }):
                return TreeBuilder.Instead(node, "sluice_real", node.DeepClone());
            case ("avg", { Name: "decimal" } exact):
                var (sum, count) = (Renamed(node, "sum"), Renamed(node, "count"));
                var division = TreeBuilder.Dressed(node, TreeBuilder.Function("/", sum, count));
                return DivideDecimals(division, exact, TrinoType.Decimal(38, exact.Scale), TrinoType.Decimal(19, 0));
            case (_, not null):
                return node;
            default:
                // A macro cannot ask for an argument's type, so it gets an any_value of the same rows to take the type from.
                var sample = Renamed(node, "any_value");
                sample["distinct"] = false;
                return TreeBuilder.Instead(node, $"sluice_{name}_type", node.DeepClone(), sample);
        }
    }

    private static JsonObject Renamed(JsonObject node, string name)
    {
        var copy = Rename((JsonObject)node.DeepClone(), name);
        if (IsClass(copy, "WINDOW"))
        {
            copy["type"] = "WINDOW_AGGREGATE";
        }

        return copy;
    }

    /// <summary>The same aggregate call with list() over one of its arguments.</summary>
    private static JsonObject Listed(JsonObject node, JsonNode? argument)
    {
        var list = Renamed(node, "list");
        list["children"] = new JsonArray(argument!.DeepClone());
        return list;
    }

    private static JsonNode? Shown(JsonNode? moment, TrinoType? type) => type is { Name: "timestamp with time zone" }
        ? TreeBuilder.Function("timezone", TreeBuilder.Text(type.Zone ?? "UTC"), moment)
        : moment?.DeepClone();

    /// <summary>The moment that a pattern reads, in UTC where it says no offset.</summary>
    private static JsonObject ParseMoment(JsonObject node, string name)
    {
        var parsed = WithPattern((JsonObject)node.DeepClone(), name, "strptime");
        return ConstantText(Arguments(parsed)[1])!.Contains("%z", StringComparison.Ordinal)
            ? TreeBuilder.Dressed(node, parsed)
            : TreeBuilder.Instead(node, "timezone", TreeBuilder.Text("UTC"), parsed);
    }

    private static JsonObject WithPattern(JsonObject node, string name, string function, TrinoType? moment = null)
    {
        var pattern = Arguments(node)[1];
        if (ConstantText(pattern) is not { } text)
        {
            throw QueryFailure.NotSupported($"a format that is not a constant in {name}");
        }

        pattern!["value"]!["value"] = name switch
        {
            "date_format" or "date_parse" => MySqlDateFormat.ToDuckDb(text),
            _ => JodaDateFormat.ToDuckDb(text, isParsed: name == "parse_datetime", moment?.Zone),
        };
        return Rename(node, function);
    }

    /// <summary>EXTRACT(DOW FROM x) counts Monday as 1 and Sunday as 7.</summary>
    private static JsonObject DatePart(JsonObject node, string unit)
    {
        var other = unit.ToLowerInvariant() switch
        {
            "dow" or "day_of_week" or "dayofweek" => "isodow",
            "day_of_month" => "day",
            "day_of_year" => "doy",
            "year_of_week" or "yow" => "isoyear",
            _ => null,
        };
        if (other is not null)
        {
            Arguments(node)[0]!["value"]!["value"] = other;
        }

        return node;
    }

    private static JsonObject Concatenate(JsonObject node, JsonArray parts)
    {
        var joined = parts.Select(static part => part!.DeepClone()).Aggregate(static (left, right) =>
        {
            var pair = TreeBuilder.Function("||", left, right);
            pair["is_operator"] = true;
            return pair;
        });
        return TreeBuilder.Dressed(node, (JsonObject)joined);
    }

    /// <summary>Java's format strings as printf's; %s takes values of every type.</summary>
    private static JsonObject Format(JsonObject node, List<TrinoType?> parts)
    {
        var arguments = Arguments(node);
        if (ConstantText(arguments[0]) is not { } format)
        {
            throw QueryFailure.NotSupported("a format that is not a constant in format");
        }

        var argument = 1;
        for (var index = 0; index < format.Length - 1; index++)
        {
            if (format[index] != '%')
            {
                continue;
            }

            index++;
            while (index < format.Length - 1 && !char.IsAsciiLetter(format[index]) && format[index] is not '%' and not 'n')
            {
                index++;
            }

            if (format[index] == '%')
            {
                continue;
            }

            if (argument < arguments.Count && format[index] is 's' or 'S')
            {
                var shown = TreeBuilder.Cast(arguments[argument], "VARCHAR");
                arguments[argument] = parts[argument] is null ? shown : ToText(shown, parts[argument]!, TrinoType.Varchar);
            }

            argument++;
        }

        return Rename(node, "printf");
    }
}
