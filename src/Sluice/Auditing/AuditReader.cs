using System.Text.Json;
using Sluice.Configuration;
using Sluice.Configuration.Reading;
using Sluice.Runs;

namespace Sluice.Auditing;

/// <summary>Reads the pair of audit files and reports everything that is wrong in them at once.</summary>
public static class AuditReader
{
    private const string Expected = "an object with a member for each audited table";

    private static readonly TextRule Word = new($"text of at most {AuditTable.LongestWord} characters", text => text.Length is > 0 and <= AuditTable.LongestWord);

    /// <summary>Reads the pair.</summary>
    /// <param name="configuration">The pipeline, whose tables can be audited.</param>
    /// <param name="text">Gives a file of its folder by its relative path, or null when there is none.</param>
    /// <returns>The audited tables, in the list's order; none for a pipeline that audits nothing.</returns>
    /// <exception cref="ConfigurationException">Anything is wrong; lists all of it.</exception>
    public static IReadOnlyList<AuditedTable> Read(PipelineConfiguration configuration, Func<string, ReadOnlyMemory<byte>?> text)
    {
        if (configuration.Audit is not { } files)
        {
            return [];
        }

        var listErrors = new ErrorList(RunKeys.PipelineFolder(configuration.Name) + files.Tables);
        var templateErrors = new ErrorList(RunKeys.PipelineFolder(configuration.Name) + files.Templates);
        var list = ConfigurationFile.ParseObject(text(files.Tables), "audit", Expected, listErrors);
        var templates = ConfigurationFile.ParseObject(text(files.Templates), "audit", Expected, templateErrors);
        var nameErrors = new ErrorList(RunKeys.PipelineConfiguration(configuration.Name));
        if (configuration.Name.Length > AuditTable.LongestWord)
        {
            nameErrors.Add(null, "audit", $"{TooLong("pipeline's name", configuration.Name, AuditTable.LongestWord)} Expected a shorter name of its folder, or no \"audit\".");
        }

        var tables = new List<AuditedTable>();
        if (list is not null && templates is not null)
        {
            foreach (var entry in list.Members)
            {
                if (Table(configuration, entry, listErrors) is { } table
                    && Attributes(table, entry.Value, listErrors) is { Count: > 0 } attributes
                    && Find(templates, entry, files.Templates, listErrors) is { } template)
                {
                    tables.Add(new AuditedTable(table.Name, attributes, Template(table, template.Value, templateErrors)));
                }
            }

            foreach (var unused in templates.Members.Where(member => list.Members.All(entry => entry.Name != member.Name)))
            {
                templateErrors.Add(unused.Line, unused.Name, $"The table is not in {files.Tables}. Expected its audited attributes there.");
            }
        }

        IReadOnlyList<ConfigurationError> errors = [.. nameErrors.Errors, .. listErrors.Errors, .. templateErrors.Errors];
        return errors.Count == 0 ? tables : throw new ConfigurationException(errors);
    }

    private static TableConfiguration? Table(PipelineConfiguration configuration, ConfigurationMember entry, ErrorList errors)
    {
        if (configuration.Tables.FirstOrDefault(table => table.Name == entry.Name) is not { } table)
        {
            errors.Add(entry.Line, entry.Name, $"There is no table '{entry.Name}' in pipeline.json. {Nearest.Hint(entry.Name, configuration.Tables.Select(known => known.Name))}");
            return null;
        }

        if (table.PartitionKeys.All(key => key is not { Name: "exec_date", Type: "date" }))
        {
            errors.Add(entry.Line, entry.Name, $"The table '{entry.Name}' is not partitioned by exec_date date. Expected that key: an audit compares one exec_date with the one before.");
            return null;
        }

        if (table.Name.Length > AuditTable.LongestName)
        {
            errors.Add(entry.Line, entry.Name, $"{TooLong("table's name", table.Name, AuditTable.LongestName)} Expected a table with a shorter name.");
        }

        return table;
    }

    private static string TooLong(string what, string name, int most) =>
        $"The {what} has {name.Length} characters, and its column in the audit table takes {most}.";

    private static List<string> Attributes(TableConfiguration table, ConfigurationNode node, ErrorList errors)
    {
        if (node.Kind != JsonValueKind.Array || node.Items.Count == 0)
        {
            errors.Add(node, $"Found {node.Description}. Expected the audited columns, such as [\"{table.Columns[0].Name}\"].");
            return [];
        }

        return [.. node.Items.Select(item => Column(table, item, errors, "attribute's name")).Distinct(StringComparer.Ordinal)];
    }

    private static ConfigurationMember? Find(ConfigurationNode templates, ConfigurationMember entry, string file, ErrorList errors)
    {
        var found = templates.Members.FirstOrDefault(member => member.Name == entry.Name);
        if (found is null)
        {
            errors.Add(entry.Line, entry.Name, $"The table has no template. Expected a member \"{entry.Name}\" in {file}.");
        }

        return found;
    }

    private static AuditTemplate Template(TableConfiguration table, ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var template = new AuditTemplate
        {
            Layer = fields.RequiredText("layer", Word),
            TimeGrain = fields.RequiredText("time_grain", Word),
            Grain = fields.List("grain", "the columns that tell its rows apart", least: 1, item => Column(table, item, errors, "grain column's name", ", or this one in \"join\"")),
            Join = fields.List("join", null, least: 0, item => Column(table, item, errors)),
            Period = fields.Find("period") is { } period ? Period(table, period, errors) : Missing(fields),
        };
        fields.Done();
        if (template.Grain.Count > AuditTable.MostGrains)
        {
            errors.Add(node, $"Found {template.Grain.Count} grain columns. Expected at most {AuditTable.MostGrains}; further columns that tell rows apart go to \"join\".");
        }

        return template;
    }

    private static AuditPeriod Period(TableConfiguration table, ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var period = new AuditPeriod
        {
            Column = fields.Find("column") is { } column ? Column(table, column, errors) : "",
            Pattern = fields.OptionalText("pattern", Word),
        };
        if (period.Column.Length == 0 && node.Members.All(member => member.Name != "column"))
        {
            fields.ReportMissing("column", "the column that tells a row's day or month");
        }

        fields.Done();
        return period;
    }

    private static AuditPeriod Missing(ObjectReader fields)
    {
        fields.ReportMissing("period", "an object with \"column\", and \"pattern\" for a text column");
        return new AuditPeriod { Column = "" };
    }

    /// <summary>A column's name. Where the audit table records it: what it is called there, and what can be done when it does not fit.</summary>
    private static string Column(TableConfiguration table, ConfigurationNode node, ErrorList errors, string? recorded = null, string otherwise = "")
    {
        var columns = table.Columns.Concat(table.PartitionKeys).Select(column => column.Name).Where(name => name != "exec_date").ToList();
        if (node.Kind == JsonValueKind.String && columns.Contains(node.Text!)) // a string's text is set
        {
            if (recorded is not null && node.Text!.Length > AuditTable.LongestName) // as above
            {
                errors.Add(node, $"{TooLong(recorded, node.Text, AuditTable.LongestName)} Expected a column with a shorter name{otherwise}.");
            }

            return node.Text!; // as above
        }

        errors.Add(node, node.Kind == JsonValueKind.String
            ? $"The table '{table.Name}' has no column {node.Description}. {Nearest.Hint(node.Text!, columns)}" // as above
            : $"Found {node.Description}. Expected a column of '{table.Name}'.");
        return "";
    }
}
