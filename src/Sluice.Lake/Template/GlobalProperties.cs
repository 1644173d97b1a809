using Sluice.Lake.Template.Nodes;

namespace Sluice.Lake.Template;

/// <summary>
/// SAM's <c>Globals</c>: properties that resources share. Mappings are merged, lists are joined, a resource's own value wins.
/// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
/// </summary>
internal sealed class GlobalProperties
{
    private readonly Dictionary<string, MapNode> byType = new(StringComparer.Ordinal);

    /// <summary>Reads the section.</summary>
    public static GlobalProperties Read(MapNode? section, ProblemList problems)
    {
        var globals = new GlobalProperties();
        foreach (var (name, node) in section?.Entries ?? [])
        {
            problems.Where = $"Globals.{name}";
            if (name is not ("Function" or "StateMachine"))
            {
                problems.Add(node.Line, $"the lake knows Globals for Function and StateMachine, not for {name}.");
            }
            else if (node is not MapNode properties)
            {
                problems.Add(node.Line, $"must be a mapping, not {node.Kind}.");
            }
            else
            {
                globals.byType[$"AWS::Serverless::{name}"] = properties;
            }
        }

        problems.Where = "";
        return globals;
    }

    /// <summary>A resource's properties with those it shares.</summary>
    public MapNode Merge(string type, MapNode properties) =>
        byType.TryGetValue(type, out var global) ? (MapNode)Merge(global, properties) : properties;

    private static TemplateNode Merge(TemplateNode global, TemplateNode own)
    {
        if (global is ListNode globalList && own is ListNode ownList)
        {
            return new ListNode([.. globalList.Items, .. ownList.Items], own.Line);
        }

        // A call of an intrinsic function is a value, although it is written as a mapping.
        if (global is not MapNode globalMap || own is not MapNode ownMap || globalMap.IsIntrinsic(out _, out _) || ownMap.IsIntrinsic(out _, out _))
        {
            return own;
        }

        var merged = new OrderedDictionary<string, TemplateNode>(StringComparer.Ordinal);
        foreach (var (key, value) in globalMap.Entries)
        {
            merged[key] = ownMap.Find(key) is { } ownValue ? Merge(value, ownValue) : value;
        }

        foreach (var (key, value) in ownMap.Entries)
        {
            merged.TryAdd(key, value);
        }

        return new MapNode(merged, own.Line);
    }
}
