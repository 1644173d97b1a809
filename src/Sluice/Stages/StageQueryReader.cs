using Sluice.Configuration.Reading;
using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Stages;

/// <summary>Reads the datasets of <c>sql_queries.json</c>.</summary>
internal sealed class StageQueryReader(string pipeline, ErrorList errors, Func<string, ReadOnlyMemory<byte>?> text)
{
    private static readonly TextRule Location = new(
        "a folder of a bucket, s3://bucket/folder/", static value => S3Location.TryParse(value, out var prefix) && prefix.Length > 0);

    /// <summary>The datasets by name.</summary>
    public IReadOnlyDictionary<string, StageDataset> Read(ConfigurationNode queries)
    {
        var root = new ObjectReader(queries, errors);
        var datasets = new Dictionary<string, StageDataset>(StringComparer.Ordinal);
        foreach (var member in queries.Members)
        {
            root.Find(member.Name);
            datasets[member.Name] = Dataset(member);
        }

        return datasets;
    }

    private StageDataset Dataset(ConfigurationMember member)
    {
        var fields = new ObjectReader(member.Value, errors);
        var name = fields.RequiredText("sql_name", TextRule.StageName);
        if (name.Length > 0 && name != member.Name)
        {
            errors.Add(fields.Find("sql_name")!, $"Found \"{name}\". Expected the dataset's key, \"{member.Name}\"."); // just read
        }

        var file = fields.RequiredText("sql_file", TextRule.SqlFile);
        var dataset = new StageDataset
        {
            SqlName = member.Name,
            SqlFile = file,
            Tables = fields.List("tables", "an array of tables, empty when the SQL reads none", least: 0, Table),
            S3Target = Path(fields, "s3_target"),
            TargetName = fields.OptionalText("target_name", TextRule.Any),
            SqlText = file.Length > 0 ? Sql(fields.Find("sql_file")!, file) : "", // just read
        };
        fields.Done();
        foreach (var twice in dataset.Tables.GroupBy(static table => table.TableName, StringComparer.OrdinalIgnoreCase).Where(static group => group.Key.Length > 0 && group.Count() > 1))
        {
            errors.Add(member.Line, $"{member.Name}.tables", $"The table '{twice.Key}' is there twice. Keep one.");
        }

        return dataset;
    }

    private StageTable Table(ConfigurationNode node)
    {
        var fields = new ObjectReader(node, errors);
        var table = new StageTable { TableName = fields.RequiredText("table_name", TextRule.ViewName), S3Path = Path(fields, "s3_path") };
        fields.Done();
        return table;
    }

    private string Path(ObjectReader fields, string name)
    {
        var path = fields.RequiredText(name, Location);
        if (PathTemplate.Problem(path) is { } problem)
        {
            errors.Add(fields.Find(name)!, problem); // just read
        }

        return path;
    }

    private string Sql(ConfigurationNode node, string file)
    {
        var places = StageFiles.Places(pipeline, file);
        foreach (var place in places)
        {
            if (text(place) is { } found)
            {
                try
                {
                    return SqlText.Decode(RunKeys.PipelineFolder(pipeline) + place, found.Span);
                }
                catch (SqlErrorException error)
                {
                    errors.Add(node, error.Message);
                    return "";
                }
            }
        }

        errors.Add(node, $"The SQL file '{file}' does not exist. Expected it at {RunKeys.PipelineFolder(pipeline)}{places[^1]}.");
        return "";
    }
}
