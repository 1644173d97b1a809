using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sluice.Lake.Template.Nodes;

/// <summary>Reads YAML (and JSON, which is YAML) into nodes. Reads the parser's events directly: quicker to start than an object model.</summary>
internal static class NodeReader
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="TemplateFault">It is not YAML, or uses what templates may not.</exception>
    public static TemplateNode Read(string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                throw new TemplateFault(1, "the file is empty.");
            }

            parser.Consume<DocumentStart>();
            var node = ReadNode(parser, new Dictionary<string, TemplateNode>(StringComparer.Ordinal));
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _)
                ? node
                : throw new TemplateFault(Line(parser.Current!), "there is a second YAML document; one file holds one.");
        }
        catch (YamlException exception)
        {
            throw new TemplateFault((int)exception.Start.Line, $"not YAML: {exception.InnerException?.Message ?? exception.Message}");
        }
    }

    private static TemplateNode ReadNode(Parser parser, Dictionary<string, TemplateNode> anchors)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return anchors.GetValueOrDefault(alias.Value.Value)
                ?? throw new TemplateFault(Line(alias), $"there is no anchor '&{alias.Value.Value}' before this alias.");
        }

        if (parser.Current is not NodeEvent start)
        {
            throw new TemplateFault(parser.Current is { } end ? Line(end) : 1, "not YAML: a name has no value before this line's end. Check the colons and the indentation around it.");
        }

        TemplateNode node = start switch
        {
            Scalar => ReadScalar(parser),
            SequenceStart => ReadList(parser, anchors),
            _ => ReadMap(parser, anchors),
        };
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific)
        {
            node = ExpandTag(start.Tag.Value, node);
        }

        if (!start.Anchor.IsEmpty)
        {
            anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private static ScalarNode ReadScalar(Parser parser)
    {
        var scalar = parser.Consume<Scalar>();
        return new ScalarNode(scalar.Value, scalar.Style == ScalarStyle.Plain, Line(scalar));
    }

    private static ListNode ReadList(Parser parser, Dictionary<string, TemplateNode> anchors)
    {
        var line = Line(parser.Consume<SequenceStart>());
        var items = new List<TemplateNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(parser, anchors));
        }

        return new ListNode(items, line);
    }

    private static MapNode ReadMap(Parser parser, Dictionary<string, TemplateNode> anchors)
    {
        var line = Line(parser.Consume<MappingStart>());
        var entries = new OrderedDictionary<string, TemplateNode>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
            {
                throw new TemplateFault(Line(parser.Current!), "a mapping's key must be text.");
            }

            if (key is { Value: "<<", Style: ScalarStyle.Plain })
            {
                throw new TemplateFault(Line(key), "CloudFormation does not support YAML's merge key '<<'. Repeat the entries.");
            }

            if (!entries.TryAdd(key.Value, ReadNode(parser, anchors)))
            {
                throw new TemplateFault(Line(key), $"the key '{key.Value}' is here twice.");
            }
        }

        return new MapNode(entries, line);
    }

    /// <summary>CloudFormation's short forms: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html .</summary>
    private static TemplateNode ExpandTag(string tag, TemplateNode node)
    {
        if (tag.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
        {
            return tag.EndsWith(":str", StringComparison.Ordinal) && node is ScalarNode scalar
                ? new ScalarNode(scalar.Text, isPlain: false, scalar.Line)
                : node;
        }

        var name = tag.TrimStart('!');
        var key = name is "Ref" or "Condition" ? name : $"Fn::{name}";
        if (key == "Fn::GetAtt" && node is ScalarNode attribute)
        {
            var dot = attribute.Text.IndexOf('.', StringComparison.Ordinal);
            if (dot <= 0)
            {
                throw new TemplateFault(node.Line, $"!GetAtt {attribute.Text}: write LogicalId.Attribute.");
            }

            node = new ListNode(
                [
                    new ScalarNode(attribute.Text[..dot], isPlain: false, node.Line),
                    new ScalarNode(attribute.Text[(dot + 1)..], isPlain: false, node.Line),
                ],
                node.Line);
        }

        return new MapNode(new OrderedDictionary<string, TemplateNode>(StringComparer.Ordinal) { [key] = node }, node.Line);
    }

    private static int Line(ParsingEvent parsingEvent) => (int)parsingEvent.Start.Line;
}
