using System.Text.Json;

namespace Sluice.Configuration.Reading;

/// <summary>Reads an item of <c>checks</c>. Which fields it takes depends on its type; the schema says the same.</summary>
internal static class CheckReader
{
    private const decimal MostRows = 1_000_000_000_000_000m;
    private const decimal MostPercent = 1_000_000_000m;

    public static CheckConfiguration Read(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var name = fields.RequiredText("name", TextRule.CheckName);
        var table = fields.RequiredText("table", TextRule.TableName);
        var type = fields.RequiredWord<CheckType>("type");
        var severity = fields.OptionalWord<CheckSeverity>("severity") ?? CheckSeverity.Error;
        var min = fields.OptionalDecimal("min", 0, MostRows, whole: true);
        var max = fields.OptionalDecimal("max", 0, MostRows, whole: true);
        var columns = fields.List("columns", null, least: 1, item => fields.Text(item, TextRule.ColumnName) ?? "");
        var column = fields.OptionalText("column", TextRule.ColumnName);
        var values = fields.List("values", null, least: 1, item => Value(item, errors));
        var references = fields.Find("references") is { } reference ? Reference(reference, errors) : null;
        var measure = fields.OptionalWord<CheckMeasure>("measure") ?? CheckMeasure.RowCount;
        var minPercent = fields.OptionalDecimal("min_percent", -100, MostPercent);
        var maxPercent = fields.OptionalDecimal("max_percent", -100, MostPercent);
        var sql = fields.OptionalText("sql", TextRule.SqlFile);
        fields.Done();
        if (node.Members.FirstOrDefault(static member => member.Name == "type")?.Value is { Kind: JsonValueKind.String, Text: { } word }
            && word == ObjectReader.Word(type))
        {
            Fit(node, type, measure, errors);
        }

        return new CheckConfiguration
        {
            Name = name,
            Table = table,
            Type = type,
            Severity = severity,
            Columns = column is null ? columns : [column],
            Values = values,
            References = references,
            Measure = measure,
            Min = type == CheckType.Change ? minPercent : min,
            Max = type == CheckType.Change ? maxPercent : max,
            Sql = sql,
        };
    }

    /// <summary>Reports the fields that the type needs and does not have, and those that it has and does not take.</summary>
    private static void Fit(ConfigurationNode node, CheckType type, CheckMeasure measure, ErrorList errors)
    {
        var (required, bounds) = FieldsOf(type, measure);
        string[] common = ["name", "table", "type", "severity"];
        string[] optional = type == CheckType.Change ? ["measure", .. bounds] : bounds;
        var word = ObjectReader.Word(type);
        foreach (var missing in required.Where(field => node.Members.All(member => member.Name != field)))
        {
            errors.Add(node.Line, node.PathOf(missing), $"The field is missing. A check of the type \"{word}\" needs it.");
        }

        if (bounds.Length > 0 && node.Members.All(member => !bounds.Contains(member.Name)))
        {
            errors.Add(node, $"A check of the type \"{word}\" needs a bound. Expected \"{bounds[0]}\" or \"{bounds[1]}\" or both.");
        }

        string[] others = ["min", "max", "columns", "column", "values", "references", "measure", "min_percent", "max_percent", "sql"];
        foreach (var member in node.Members.Where(member => others.Contains(member.Name) && !required.Contains(member.Name) && !optional.Contains(member.Name)))
        {
            errors.Add(
                member.Line, node.PathOf(member.Name),
                $"The field is not one of a check of the type \"{word}\". Expected only {string.Join(", ", [.. common, .. required, .. optional])}.");
        }
    }

    private static (string[] Required, string[] Bounds) FieldsOf(CheckType type, CheckMeasure measure) => type switch
    {
        CheckType.RowCount => ([], ["min", "max"]),
        CheckType.NotNull or CheckType.Unique => (["columns"], []),
        CheckType.AcceptedValues => (["column", "values"], []),
        CheckType.Relationships => (["column", "references"], []),
        CheckType.Change => (measure == CheckMeasure.RowCount ? [] : ["column"], ["min_percent", "max_percent"]),
        CheckType.Sql => (["sql"], []),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of check."),
    };

    private static CheckReference Reference(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var reference = new CheckReference(fields.RequiredText("table", TextRule.TableName), fields.RequiredText("column", TextRule.ColumnName));
        fields.Done();
        return reference;
    }

    private static string Value(ConfigurationNode node, ErrorList errors)
    {
        switch (node.Kind)
        {
            case JsonValueKind.String or JsonValueKind.Number:
                return node.Text!; // set for both, see ConfigurationNode
            case JsonValueKind.True or JsonValueKind.False:
                return node.Description;
            default:
                errors.Add(node, $"Found {node.Description}. Expected a text, a number, true or false.");
                return "";
        }
    }
}
