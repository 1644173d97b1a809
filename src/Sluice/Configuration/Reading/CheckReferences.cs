using Sluice.Sql;

namespace Sluice.Configuration.Reading;

/// <summary>Holds checks against the tables that they name.</summary>
internal static class CheckReferences
{
    private const string DateKey = "exec_date";

    /// <summary>Reports what does not fit.</summary>
    /// <param name="configuration">The configuration as it was read.</param>
    /// <param name="nodes">The items of <c>checks</c>, for lines.</param>
    /// <param name="errors">Takes the problems.</param>
    public static void Check(PipelineConfiguration configuration, IReadOnlyList<ConfigurationNode> nodes, ErrorList errors)
    {
        foreach (var (check, node) in configuration.Checks.Zip(nodes))
        {
            if (check.Min > check.Max)
            {
                errors.Add(node, $"The lower bound {check.Min} is above the upper bound {check.Max}. Nothing can pass.");
            }

            if (Table(configuration, check.Table, node, "table", errors) is not { } table)
            {
                continue;
            }

            if (table.Zone != Zone.Processed)
            {
                errors.Add(Member(node, "table"), $"The table '{table.Name}' is in the {ObjectReader.Word(table.Zone)} zone. Expected one of the processed zone: checks look at what a run is about to publish.");
            }

            Columns(check, table, node, errors);
            if (check.Type == CheckType.Change && table.PartitionKeys.All(static key => key.Name != DateKey))
            {
                errors.Add(Member(node, "table"), $"The table '{table.Name}' has no partition key {DateKey}. A change is that since the previous {DateKey}.");
            }

            if (check.References is { Table.Length: > 0 } reference
                && Table(configuration, reference.Table, Member(node, "references"), "table", errors) is { } referenced
                && reference.Column.Length > 0)
            {
                Column(reference.Column, referenced, Member(Member(node, "references"), "column"), errors);
            }
        }
    }

    private static void Columns(CheckConfiguration check, TableConfiguration table, ConfigurationNode node, ErrorList errors)
    {
        var columns = Member(node, "columns");
        IReadOnlyList<ConfigurationNode> places = columns == node ? [Member(node, "column")] : columns.Items;
        foreach (var (name, place) in check.Columns.Zip(places).Where(static pair => pair.First.Length > 0))
        {
            if (Column(name, table, place, errors) is not { } column)
            {
                continue;
            }

            var kind = column.Type.Split('(', '<')[0];
            if (check.Type == CheckType.Change && HiveType.TryParse(column.Type, out var type) && !type.IsNumber)
            {
                errors.Add(place, $"The column '{name}' is of the type {column.Type}. Expected one that holds numbers.");
            }
            else if (check.Type == CheckType.AcceptedValues && (kind == "binary" || column.Type.Contains('<', StringComparison.Ordinal)))
            {
                errors.Add(place, $"The column '{name}' is of the type {column.Type}. Expected one whose values can be written as text.");
            }
            else if (check.Type == CheckType.Unique && kind == "map")
            {
                errors.Add(place, $"The column '{name}' is of the type {column.Type}, which Athena does not compare.");
            }
        }
    }

    private static TableConfiguration? Table(
        PipelineConfiguration configuration, string name, ConfigurationNode node, string field, ErrorList errors)
    {
        if (name.Length == 0)
        {
            return null; // reported when it was read
        }

        if (configuration.Tables.FirstOrDefault(table => table.Name == name) is { } found)
        {
            return found;
        }

        var names = configuration.Tables.Where(static table => table.Name.Length > 0).Select(static table => table.Name).ToList();
        errors.Add(Member(node, field), $"There is no table '{name}' in \"tables\". {(names.Count == 0 ? "Expected one of them." : Nearest.Hint(name, names))}");
        return null;
    }

    private static ColumnConfiguration? Column(string name, TableConfiguration table, ConfigurationNode place, ErrorList errors)
    {
        var columns = table.Columns.Concat(table.PartitionKeys).ToList();
        if (columns.FirstOrDefault(column => column.Name == name) is { } found)
        {
            return found;
        }

        errors.Add(place, $"The table '{table.Name}' has no column '{name}'. {Nearest.Hint(name, columns.Select(static column => column.Name))}");
        return null;
    }

    /// <summary>A member's value, or the object itself when it has no such member: where to point.</summary>
    private static ConfigurationNode Member(ConfigurationNode node, string name) =>
        node.Members.FirstOrDefault(member => member.Name == name)?.Value ?? node;
}
