namespace Sluice.Configuration.Reading;

/// <summary>Holds the parts of a configuration against each other: what a JSON Schema cannot say.</summary>
internal static class CrossReferences
{
    /// <summary>Reports what does not fit.</summary>
    /// <param name="configuration">The configuration as it was read.</param>
    /// <param name="root">The document, for lines.</param>
    /// <param name="errors">Takes the problems.</param>
    public static void Check(PipelineConfiguration configuration, ConfigurationNode root, ErrorList errors)
    {
        Unique(root, "tables", "name", errors);
        Unique(root, "crawlers", "name", errors);
        Unique(root, "incoming", "pattern", errors);
        Unique(root, "next", "pipeline", errors);
        Unique(root, "results", "name", errors);
        if (configuration.Results.Count > ResultConfiguration.MostQueries)
        {
            errors.Add(Member(root, "results")!, $"Found {configuration.Results.Count} queries. Expected at most {ResultConfiguration.MostQueries}."); // it has items
        }

        Unique(root, "checks", "name", errors);
        CheckReferences.Check(configuration, Member(root, "checks")?.Items ?? [], errors);
        for (var i = 0; i < configuration.Incoming.Count; i++)
        {
            Incoming(configuration, configuration.Incoming[i], Item(root, "incoming", i, "table"), errors);
        }

        for (var i = 0; i < configuration.Etl.Count; i++)
        {
            Etl(configuration, configuration.Etl[i], Item(root, "etl", i, "table"), errors);
        }

        if (configuration.Incoming.Count > 0 && configuration.Dataset is null && Member(root, "done_file") is null)
        {
            errors.Add(Member(root, "incoming")!, "Incoming files need the folder they arrive in. Expected \"done_file\": {\"dataset\": \"...\"}."); // it has items
        }
    }

    private static void Incoming(PipelineConfiguration configuration, IncomingConfiguration incoming, ConfigurationNode? node, ErrorList errors)
    {
        if (node is null || Table(configuration, incoming.Table, Zone.Landing, node, errors) is not { } table)
        {
            return;
        }

        var keys = table.PartitionKeys;
        if (keys.Count > 0 && keys is not [{ Name: "exec_date", Type: "date" }])
        {
            var found = string.Join(", ", keys.Select(key => $"{key.Name} {key.Type}"));
            errors.Add(node, $"The table '{table.Name}' is partitioned by {found}. Incoming files go to a table partitioned by exec_date date alone, or not partitioned.");
        }
    }

    private static void Etl(PipelineConfiguration configuration, EtlConfiguration etl, ConfigurationNode? node, ErrorList errors)
    {
        if (node is not null && etl.Table is { } name && Table(configuration, name, Zone.Processed, node, errors) is not null
            && configuration.Etl.Any(other => other.Table == name && other.Write != etl.Write))
        {
            errors.Add(node, $"The table '{name}' is written with both \"replace\" and \"append\". Expected one of them for all of its statements.");
        }
    }

    private static TableConfiguration? Table(
        PipelineConfiguration configuration, string name, Zone zone, ConfigurationNode node, ErrorList errors)
    {
        if (name.Length == 0)
        {
            return null; // reported when it was read
        }

        var word = zone.ToString().ToLowerInvariant();
        if (configuration.Tables.FirstOrDefault(table => table.Name == name) is not { } found)
        {
            var names = configuration.Tables.Where(table => table.Zone == zone && table.Name.Length > 0).Select(table => table.Name).ToList();
            var hint = names.Count == 0 ? $"Expected a table of the {word} zone in \"tables\"." : Nearest.Hint(name, names);
            errors.Add(node, $"There is no table '{name}' in \"tables\". {hint}");
            return null;
        }

        if (found.Zone != zone)
        {
            errors.Add(node, $"The table '{name}' is in the {found.Zone.ToString().ToLowerInvariant()} zone. Expected one of the {word} zone.");
            return null;
        }

        return found;
    }

    private static void Unique(ConfigurationNode root, string list, string field, ErrorList errors)
    {
        var values = (Member(root, list)?.Items ?? []).Select(item => Member(item, field)).OfType<ConfigurationNode>().Where(value => value.Text is { Length: > 0 });
        foreach (var group in values.GroupBy(value => value.Text, StringComparer.Ordinal))
        {
            foreach (var twice in group.Skip(1))
            {
                errors.Add(twice, $"Found \"{twice.Text}\" again, first on line {group.First().Line}. Expected different values.");
            }
        }
    }

    private static ConfigurationNode? Item(ConfigurationNode root, string list, int index, string field) =>
        Member(root, list)?.Items[index] is { } item ? Member(item, field) : null;

    private static ConfigurationNode? Member(ConfigurationNode node, string name) =>
        node.Members.FirstOrDefault(member => member.Name == name)?.Value;
}
