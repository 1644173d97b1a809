using Sluice.Lake.Template.Nodes;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Template;

/// <summary>
/// Reads a SAM template as CloudFormation and the SAM transform would, as far as the lake can stand it up. What it does not
/// know is a problem with file and line, never left out in silence.
/// </summary>
public static class SamTemplate
{
    private const string Transform = "AWS::Serverless-2016-10-31";

    /// <summary>Reads a template and the state machine definitions that it names.</summary>
    /// <exception cref="TemplateException">Something is wrong with it: everything at once.</exception>
    public static LakeTemplate Load(string path, TemplateContext context)
    {
        var full = Path.GetFullPath(path);
        var problems = new ProblemList(path);
        if (!File.Exists(full))
        {
            problems.Add(1, "there is no such file. Start in the project's folder, or name the template with --template.");
            problems.ThrowIfAny();
        }

        MapNode? root = null;
        try
        {
            var node = NodeReader.Read(File.ReadAllText(full));
            root = node as MapNode ?? throw new TemplateFault(node.Line, "a template is a mapping.");
        }
        catch (TemplateFault fault)
        {
            problems.Add(fault);
            problems.ThrowIfAny();
        }

        var template = Read(root!, full, context, problems); // null only after a problem, which has thrown
        problems.ThrowIfAny();
        return template;
    }

    private static LakeTemplate Read(MapNode root, string path, TemplateContext context, ProblemList problems)
    {
        CheckSections(root, problems);
        var parameters = TemplateParameters.Read(Section(root, "Parameters", problems), context.ParameterOverrides, problems);
        var globals = Section(root, "Globals", problems);
        var resources = Declarations(Section(root, "Resources", problems), globals, problems);
        var scope = new TemplateScope
        {
            Context = context,
            Parameters = parameters,
            Mappings = Section(root, "Mappings", problems),
            Conditions = Section(root, "Conditions", problems),
            Resources = resources,
        };
        var resolver = new IntrinsicResolver(scope, problems);
        var reader = new ResourceReader(path, context, resolver, problems);
        foreach (var resource in resources.Values)
        {
            problems.Where = $"Resources.{resource.LogicalId}";
            Guard(problems, () =>
            {
                if (resolver.Holds(resource.Condition, resource.Line))
                {
                    reader.Read(resource);
                }
            });
        }

        return reader.Finish() with
        {
            Parameters = parameters.Texts,
            Outputs = Outputs(Section(root, "Outputs", problems), resolver, problems),
        };
    }

    private static void CheckSections(MapNode root, ProblemList problems)
    {
        foreach (var (name, node) in root.Entries)
        {
            problems.Where = "";
            switch (name)
            {
                case "AWSTemplateFormatVersion" when node is not ScalarNode { Text: "2010-09-09" }:
                    problems.Add(node.Line, "AWSTemplateFormatVersion must be '2010-09-09'.");
                    break;
                case "Transform" when node is not (ScalarNode { Text: Transform } or ListNode { Items: [ScalarNode { Text: Transform }] }):
                    problems.Add(node.Line, $"the lake knows only the transform {Transform}.");
                    break;
                case "AWSTemplateFormatVersion" or "Transform" or "Description" or "Metadata" or "Parameters" or "Mappings"
                    or "Conditions" or "Globals" or "Resources" or "Outputs":
                    break;
                default:
                    problems.Add(node.Line, $"the lake does not know the section '{name}'.");
                    break;
            }
        }
    }

    private static MapNode? Section(MapNode root, string name, ProblemList problems)
    {
        var node = root.Find(name);
        if (node is not (null or MapNode))
        {
            problems.Where = "";
            problems.Add(node.Line, $"{name} must be a mapping, not {node.Kind}.");
        }

        return node as MapNode;
    }

    private static Dictionary<string, ResourceDeclaration> Declarations(MapNode? section, MapNode? globals, ProblemList problems)
    {
        problems.Where = "";
        if (section is null)
        {
            problems.Add(1, "the section Resources is missing.");
        }

        var global = GlobalProperties.Read(globals, problems);
        var result = new Dictionary<string, ResourceDeclaration>(StringComparer.Ordinal);
        foreach (var (logicalId, node) in section?.Entries ?? [])
        {
            problems.Where = $"Resources.{logicalId}";
            Guard(problems, () => result[logicalId] = Declaration(logicalId, node, global, problems));
        }

        foreach (var (logicalId, node) in section?.Entries ?? [])
        {
            problems.Where = $"Resources.{logicalId}";
            foreach (var dependency in Dependencies((node as MapNode)?.Find("DependsOn")))
            {
                if (!result.ContainsKey(dependency.Text))
                {
                    problems.Add(dependency.Line, $"DependsOn names '{dependency.Text}', which is not a resource of this template.");
                }
            }
        }

        return result;
    }

    private static IEnumerable<ScalarNode> Dependencies(TemplateNode? node) => node switch
    {
        ScalarNode scalar => [scalar],
        ListNode list => list.Items.OfType<ScalarNode>(),
        _ => [],
    };

    private static ResourceDeclaration Declaration(string logicalId, TemplateNode node, GlobalProperties globals, ProblemList problems)
    {
        var map = node as MapNode ?? throw new TemplateFault(node.Line, "a resource is a mapping.");
        if (map.Find("Type") is not ScalarNode type)
        {
            throw new TemplateFault(node.Line, "Type is missing.");
        }

        foreach (var (name, value) in map.Entries)
        {
            if (name is not ("Type" or "Properties" or "Condition" or "DependsOn" or "Metadata" or "DeletionPolicy" or "UpdateReplacePolicy"))
            {
                problems.Add(value.Line, $"the lake does not support the resource attribute {name}.");
            }
        }

        var properties = map.Find("Properties") switch
        {
            null => new MapNode(new(StringComparer.Ordinal), node.Line),
            MapNode found => found,
            var other => throw new TemplateFault(other.Line, $"Properties must be a mapping, not {other.Kind}."),
        };
        return new ResourceDeclaration(
            logicalId, type.Text, globals.Merge(type.Text, properties), (map.Find("Condition") as ScalarNode)?.Text, node.Line);
    }

    private static Dictionary<string, string> Outputs(MapNode? section, IntrinsicResolver resolver, ProblemList problems)
    {
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, node) in section?.Entries ?? [])
        {
            problems.Where = $"Outputs.{name}";
            Guard(problems, () =>
            {
                var map = node as MapNode ?? throw new TemplateFault(node.Line, "an output is a mapping with Value.");
                var value = map.Find("Value") ?? throw new TemplateFault(node.Line, "Value is missing.");
                if (resolver.Holds((map.Find("Condition") as ScalarNode)?.Text, node.Line))
                {
                    outputs[name] = resolver.Text(value, "Value");
                }
            });
        }

        return outputs;
    }

    private static void Guard(ProblemList problems, Action action)
    {
        try
        {
            action();
        }
        catch (TemplateFault fault)
        {
            problems.Add(fault);
        }
    }
}
