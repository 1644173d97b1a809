using System.Text.Json;
using Sluice.Configuration;
using Sluice.Configuration.Reading;
using Sluice.Runs;

namespace Sluice.Stages;

/// <summary>Reads <c>etl_stages.json</c>, <c>sql_queries.json</c> and the SQL, and reports everything that is wrong in them at once.</summary>
public static class StageFiles
{
    /// <summary>Where a dataset's SQL may be in the pipeline's folder: by its path, or by its path from the folder of all pipelines.</summary>
    public static IReadOnlyList<string> Places(string pipeline, string sqlFile) =>
        sqlFile.StartsWith($"{pipeline}/", StringComparison.Ordinal) ? [sqlFile, sqlFile[(pipeline.Length + 1)..]] : [sqlFile];

    /// <summary>The SQL files that a queries file names, all places of each; none when it cannot be read, which <see cref="Read"/> reports.</summary>
    public static IReadOnlyList<string> SqlFiles(string pipeline, ReadOnlyMemory<byte>? queries)
    {
        try
        {
            return queries is { } utf8
                ? [.. ConfigurationParser.Parse(utf8.Span).Members
                    .Select(static member => member.Value.Members.FirstOrDefault(static field => field.Name == "sql_file")?.Value.Text)
                    .OfType<string>()
                    .Where(TextRule.SqlFile.Accepts)
                    .SelectMany(file => Places(pipeline, file))
                    .Distinct(StringComparer.Ordinal)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Reads the groups.</summary>
    /// <param name="configuration">The pipeline.</param>
    /// <param name="text">Gives a file of its folder by its relative path, or null when there is none.</param>
    /// <returns>The groups in order; none for a pipeline that has no such files.</returns>
    /// <exception cref="ConfigurationException">Anything is wrong; lists all of it.</exception>
    public static IReadOnlyList<StageGroup> Read(PipelineConfiguration configuration, Func<string, ReadOnlyMemory<byte>?> text)
    {
        if (configuration.Stages is not { Steps: [] } files)
        {
            return [];
        }

        var folder = RunKeys.PipelineFolder(configuration.Name);
        var stageErrors = new ErrorList(folder + files.Stages);
        var queryErrors = new ErrorList(folder + files.Queries);
        var stages = ConfigurationFile.ParseObject(text(files.Stages), "stages", "an object", stageErrors);
        var queries = ConfigurationFile.ParseObject(text(files.Queries), "stages", "an object", queryErrors);
        var datasets = queries is null ? new Dictionary<string, StageDataset>() : new StageQueryReader(configuration.Name, queryErrors, text).Read(queries);
        var groups = stages is null ? [] : Groups(stages, queries, datasets, files.Queries, stageErrors);
        StageOrder.Check(groups, queries, queryErrors);
        IReadOnlyList<ConfigurationError> errors = [.. stageErrors.Errors, .. queryErrors.Errors];
        return errors.Count == 0 ? groups : throw new ConfigurationException(errors);
    }

    private static List<StageGroup> Groups(
        ConfigurationNode stages, ConfigurationNode? queries, IReadOnlyDictionary<string, StageDataset> datasets, string queriesFile, ErrorList errors)
    {
        var fields = new ObjectReader(stages, errors);
        var groups = new List<StageGroup>();
        var seen = new Dictionary<string, ConfigurationNode>(StringComparer.Ordinal);
        foreach (var stage in stages.Members)
        {
            if (!TextRule.StageName.Accepts(stage.Name))
            {
                errors.Add(stage.Line, stage.Name, $"Found the stage '{stage.Name}'. Expected {TextRule.StageName.Expected}.");
            }

            var group = new List<StageDataset>();
            foreach (var name in fields.List(stage.Name, "an array of datasets", least: 1, item => Name(item, fields, seen, errors)).OfType<ConfigurationNode>())
            {
                if (datasets.TryGetValue(name.Text!, out var dataset)) // a name has a text
                {
                    group.Add(dataset);
                }
                else if (queries is not null && queries.Members.All(member => member.Name != name.Text))
                {
                    errors.Add(name, $"The dataset '{name.Text}' is not in {queriesFile}. {Nearest.Hint(name.Text!, queries.Members.Select(static member => member.Name))}");
                }
            }

            groups.Add(new StageGroup(stage.Name, group));
        }

        if (groups.Count == 0)
        {
            errors.Add(stages, "There is no stage. Expected a member for each, with the names of its datasets.");
        }

        return groups;
    }

    private static ConfigurationNode? Name(ConfigurationNode item, ObjectReader fields, Dictionary<string, ConfigurationNode> seen, ErrorList errors)
    {
        if (fields.Text(item, TextRule.Any) is not { } name)
        {
            return null;
        }

        if (seen.TryAdd(name, item))
        {
            return item;
        }

        errors.Add(item, $"The dataset '{name}' is there twice, first as {seen[name].Path} on line {seen[name].Line}. Keep one.");
        return null;
    }
}
