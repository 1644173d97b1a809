using Sluice.Configuration.Reading;

namespace Sluice.Configuration;

/// <summary>Reads <c>pipeline.json</c> and reports everything that is wrong in it at once.</summary>
/// <remarks>
/// A part that does not work yet has no field here or in the schema, so that nothing is accepted and then ignored. A new
/// part is a record beside <see cref="EtlConfiguration"/>, a reader in Reading/, a line below, and its piece of the schema.
/// </remarks>
public static class PipelineReader
{
    /// <summary>Reads a configuration.</summary>
    /// <param name="name">The pipeline's name: its folder.</param>
    /// <param name="file">The file's name for messages, such as <c>pipelines/x/pipeline.json</c>.</param>
    /// <param name="utf8">The file's content.</param>
    /// <param name="errors">What is wrong; empty when the result is not null.</param>
    /// <returns>The configuration, or null when anything is wrong.</returns>
    public static PipelineConfiguration? TryRead(string name, string file, ReadOnlyMemory<byte> utf8, out IReadOnlyList<ConfigurationError> errors)
    {
        var configuration = ReadParts(name, file, utf8, out errors);
        return errors.Count == 0 ? configuration : null;
    }

    /// <summary>Reads as much of a configuration as can be read: what is wrong is left at its default. Null when it is no JSON.</summary>
    internal static PipelineConfiguration? ReadParts(string name, string file, ReadOnlyMemory<byte> utf8, out IReadOnlyList<ConfigurationError> errors)
    {
        var list = new ErrorList(file);
        var root = ConfigurationFile.Parse(utf8.Span, list);
        var configuration = root is null ? null : Root(name, root, list);
        errors = list.Errors;
        return configuration;
    }

    /// <summary>Reads a configuration.</summary>
    /// <exception cref="ConfigurationException">Anything is wrong; lists all of it.</exception>
    public static PipelineConfiguration Read(string name, string file, ReadOnlyMemory<byte> utf8) =>
        TryRead(name, file, utf8, out var errors) ?? throw new ConfigurationException(errors);

    private static PipelineConfiguration Root(string name, ConfigurationNode root, ErrorList errors)
    {
        var fields = new ObjectReader(root, errors);
        fields.OptionalText("$schema", TextRule.Any);
        if (fields.OptionalText("name", TextRule.PipelineName) is { } given && given != name)
        {
            errors.Add(fields.Find("name")!, $"Found \"{given}\". Expected the folder's name, \"{name}\", or no name at all."); // just found
        }

        var configuration = new PipelineConfiguration
        {
            Name = name,
            Description = fields.OptionalText("description", TextRule.Any),
            Dataset = fields.Find("done_file") is { } doneFile ? Dataset(doneFile, errors) : null,
            Incoming = fields.List("incoming", null, least: 0, item => IncomingReader.Read(item, errors)),
            Tables = fields.List("tables", null, least: 0, item => TableReader.Read(item, errors)),
            Crawlers = fields.List("crawlers", null, least: 0, item => CrawlerReader.Read(item, errors)),
            Etl = fields.List("etl", null, least: 0, item => EtlReader.Read(item, errors)),
            Results = fields.List("results", null, least: 0, item => ResultReader.Read(item, errors)),
            Checks = fields.List("checks", null, least: 0, item => CheckReader.Read(item, errors)),
            Stages = fields.Find("stages") is { } stages ? StagesReader.Read(stages, errors) : null,
            Audit = fields.Find("audit") is { } audit ? Audit(audit, errors) : null,
            Next = fields.List("next", null, least: 0, item => NextReader.Read(item, errors)),
            RetentionRuns = fields.OptionalNumber("retention_runs", least: 1, most: 1000, otherwise: 3),
            Polling = fields.Find("polling") is { } polling ? PollingReader.Read(polling, errors) : new(),
        };
        fields.Done();
        CrossReferences.Check(configuration, root, errors);
        return configuration;
    }

    private static string Dataset(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var dataset = fields.RequiredText("dataset", TextRule.Dataset);
        fields.Done();
        return dataset;
    }

    private static AuditFiles Audit(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var files = new AuditFiles
        {
            Tables = fields.RequiredText("tables", TextRule.JsonFile),
            Templates = fields.RequiredText("templates", TextRule.JsonFile),
        };
        fields.Done();
        return files;
    }
}
