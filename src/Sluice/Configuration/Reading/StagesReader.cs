using System.Text.Json;
using Sluice.Stages;

namespace Sluice.Configuration.Reading;

/// <summary>Reads <c>stages</c>.</summary>
internal static class StagesReader
{
    private const int MostSteps = 50;
    private const int MostArgumentBytes = 32 * 1024;
    private static readonly string[] FileFields = ["stages", "queries", "engine"];

    public static StagesConfiguration Read(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        if (fields.Find("steps") is not null)
        {
            foreach (var both in node.Members.Where(member => FileFields.Contains(member.Name)))
            {
                errors.Add(both.Line, node.PathOf(both.Name), "Found together with \"steps\". Expected either the list of steps or the pair of files with their engine.");
                fields.Find(both.Name);
            }

            var steps = fields.List("steps", "an array of steps", least: 1, item => Step(item, errors));
            fields.Done();
            Check(node, steps, errors);
            return new StagesConfiguration { Steps = steps };
        }

        var files = new StagesConfiguration
        {
            Stages = fields.OptionalText("stages", TextRule.JsonFile) ?? "etl_stages.json",
            Queries = fields.OptionalText("queries", TextRule.JsonFile) ?? "sql_queries.json",
            Engine = fields.OptionalWord<StageEngine>("engine") ?? StageEngine.Glue,
        };
        fields.Done();
        return files;
    }

    private static StepConfiguration Step(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var name = fields.OptionalText("name", TextRule.StepName);
        var job = fields.OptionalText("job", TextRule.StepName);
        var crawler = fields.OptionalText("crawler", TextRule.CrawlerName);
        var arguments = fields.Find("arguments") is { } found ? Arguments(found, fields, errors) : [];
        fields.Done();
        if (node.Kind == JsonValueKind.Object && node.Members.Count(static member => member.Name is "job" or "crawler") != 1)
        {
            errors.Add(node, "Expected a step to have either a \"job\" or a \"crawler\".");
        }
        else if (crawler is not null && arguments.Count > 0)
        {
            errors.Add(node, "A crawler takes no arguments. Leave \"arguments\" out.");
        }

        return new StepConfiguration { Name = name ?? job ?? crawler ?? "", Job = job, Crawler = crawler, Arguments = arguments };
    }

    private static Dictionary<string, string> Arguments(ConfigurationNode node, ObjectReader step, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in node.Members)
        {
            if (!member.Name.StartsWith("--", StringComparison.Ordinal) || member.Name.Length < 3)
            {
                errors.Add(member.Line, node.PathOf(member.Name), $"Found the argument '{member.Name}'. Expected two dashes first, as --{member.Name.TrimStart('-')}.");
            }

            arguments[member.Name] = step.Text(member.Value, TextRule.Any) ?? "";
            if (PathTemplate.Problem(arguments[member.Name]) is { } problem)
            {
                errors.Add(member.Value, problem);
            }

            fields.Find(member.Name);
        }

        fields.Done();
        return arguments;
    }

    private static void Check(ConfigurationNode node, IReadOnlyList<StepConfiguration> steps, ErrorList errors)
    {
        foreach (var twice in steps.Where(static step => step.Name.Length > 0).GroupBy(static step => step.Name, StringComparer.Ordinal).Where(static group => group.Count() > 1))
        {
            errors.Add(node, $"Two steps are called '{twice.Key}'. Give one of them a \"name\" of its own.");
        }

        if (steps.Count > MostSteps)
        {
            errors.Add(node, $"Found {steps.Count} steps. Expected at most {MostSteps}.");
        }

        // They are carried in a state, which holds 256 KiB.
        var bytes = steps.SelectMany(static step => step.Arguments).Sum(static argument => argument.Key.Length + (2 * argument.Value.Length));
        if (bytes > MostArgumentBytes)
        {
            errors.Add(node, $"The steps' arguments are about {bytes} bytes. Expected at most {MostArgumentBytes}: put what is larger into a file and give its place.");
        }
    }
}
