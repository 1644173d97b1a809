using System.Globalization;
using System.Text;
using Sluice.Lake.Template.Nodes;

namespace Sluice.Lake.Template;

/// <summary>
/// Replaces intrinsic functions by their values.
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
/// </summary>
internal sealed class IntrinsicResolver
{
    private readonly TemplateScope scope;
    private readonly ProblemList problems;
    private readonly ConditionEvaluator conditions;
    private readonly ResourceNames names;

    public IntrinsicResolver(TemplateScope scope, ProblemList problems)
    {
        this.scope = scope;
        this.problems = problems;
        conditions = new ConditionEvaluator(scope, this);
        names = new ResourceNames(scope, this);
    }

    /// <summary>Resolves a value. A part that cannot be resolved is reported and stands as <see cref="UnresolvedNode"/>.</summary>
    /// <returns>Null for <c>AWS::NoValue</c>.</returns>
    public TemplateNode? Resolve(TemplateNode node)
    {
        try
        {
            return ResolveOrThrow(node);
        }
        catch (TemplateFault fault)
        {
            problems.Add(fault);
            return new UnresolvedNode(node.Line);
        }
    }

    /// <summary>Whether a resource's or output's condition holds; without one it does.</summary>
    public bool Holds(string? condition, int line) => condition is null || conditions.Holds(condition, line);

    /// <summary>A resource's physical name.</summary>
    /// <exception cref="TemplateFault">It cannot be resolved.</exception>
    public string NameOf(ResourceDeclaration resource) => names.NameOf(resource, resource.Line);

    /// <summary>Resolves a value that must be text.</summary>
    /// <exception cref="TemplateFault">It is not.</exception>
    public string Text(TemplateNode node, string what) => ResolveOrThrow(node) switch
    {
        ScalarNode scalar => scalar.Text,
        UnresolvedNode => throw TemplateFault.AlreadyReported(node.Line),
        null => throw new TemplateFault(node.Line, $"{what} must be text, not AWS::NoValue."),
        var other => throw new TemplateFault(node.Line, $"{what} must be text, not {other.Kind}."),
    };

    private TemplateNode? ResolveOrThrow(TemplateNode node)
    {
        switch (node)
        {
            case ListNode list:
                return new ListNode(list.Items.Select(Resolve).OfType<TemplateNode>().ToList(), list.Line);
            case MapNode map when map.IsIntrinsic(out var function, out var argument):
                return Call(function, argument, map.Line);
            case MapNode map:
                var entries = new OrderedDictionary<string, TemplateNode>(StringComparer.Ordinal);
                foreach (var (key, value) in map.Entries)
                {
                    if (Resolve(value) is { } resolved)
                    {
                        entries.Add(key, resolved);
                    }
                }

                return new MapNode(entries, map.Line);
            default:
                return node;
        }
    }

    private TemplateNode? Call(string function, TemplateNode argument, int line) => function switch
    {
        "Ref" => Ref(Text(argument, "Ref"), line),
        "Fn::GetAtt" => GetAtt(Items(function, argument, 2), line),
        "Fn::Sub" => Sub(argument, line),
        "Fn::If" => If(Items(function, argument, 3)),
        "Fn::Join" => Join(Items(function, argument, 2), line),
        "Fn::Select" => Select(Items(function, argument, 2), line),
        "Fn::Split" => Split(Items(function, argument, 2), line),
        "Fn::FindInMap" => FindInMap(Items(function, argument, 3), line),
        "Fn::Base64" => Literal(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(argument, function))), line),
        "Fn::Equals" or "Fn::Not" or "Fn::And" or "Fn::Or" =>
            Literal(conditions.Evaluate(new MapNode(new(StringComparer.Ordinal) { [function] = argument }, line)) ? "true" : "false", line),
        "Fn::ImportValue" => throw new TemplateFault(line, "Fn::ImportValue: the lake has no other stacks to import from. Make it a parameter."),
        _ => throw new TemplateFault(line, $"the lake does not support {function}."),
    };

    private TemplateNode? Ref(string name, int line)
    {
        if (name.StartsWith("AWS::", StringComparison.Ordinal))
        {
            return name == "AWS::NoValue" ? null : Literal(Pseudo(name, line), line);
        }

        if (scope.Parameters.Find(name) is { } value)
        {
            return value;
        }

        return Literal(names.Ref(Existing(name, line), line), line);
    }

    private ScalarNode GetAtt(IReadOnlyList<TemplateNode> items, int line) =>
        Literal(Attribute(Text(items[0], "the logical id of Fn::GetAtt"), Text(items[1], "the attribute of Fn::GetAtt"), line), line);

    private string Attribute(string logicalId, string attribute, int line) =>
        names.GeneratedRoleArn(logicalId, attribute) ?? names.GetAtt(Existing(logicalId, line), attribute, line);

    private ScalarNode Sub(TemplateNode argument, int line)
    {
        var variables = new Dictionary<string, TemplateNode>(StringComparer.Ordinal);
        var text = argument;
        if (argument is ListNode { Items: [var template, MapNode own] })
        {
            text = template;
            foreach (var (name, value) in own.Entries)
            {
                variables[name] = value;
            }
        }

        if (text is not ScalarNode scalar)
        {
            throw new TemplateFault(line, "Fn::Sub takes text, or a list of text and a mapping of variables.");
        }

        return new ScalarNode(
            Placeholders.Replace(scalar.Text, name => Variable(name, variables, line)), isPlain: false, line);
    }

    private string Variable(string name, Dictionary<string, TemplateNode> variables, int line)
    {
        if (name.StartsWith('!'))
        {
            return $"${{{name[1..]}}}"; // ${!Literal} stands for ${Literal}
        }

        if (variables.TryGetValue(name, out var own))
        {
            return Text(own, $"the variable {name} of Fn::Sub");
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0)
        {
            return Attribute(name[..dot], name[(dot + 1)..], line);
        }

        return Ref(name, line) switch
        {
            ScalarNode scalar => scalar.Text,
            null => throw new TemplateFault(line, "AWS::NoValue cannot stand in Fn::Sub."),
            UnresolvedNode => throw TemplateFault.AlreadyReported(line),
            var other => throw new TemplateFault(line, $"${{{name}}} in Fn::Sub must be text, not {other.Kind}."),
        };
    }

    private TemplateNode? If(IReadOnlyList<TemplateNode> items) =>
        ResolveOrThrow(conditions.Holds(Text(items[0], "the condition of Fn::If"), items[0].Line) ? items[1] : items[2]);

    private ScalarNode Join(IReadOnlyList<TemplateNode> items, int line) =>
        Literal(string.Join(Text(items[0], "the delimiter of Fn::Join"), List(items[1], "Fn::Join").Select(item => Text(item, "an item of Fn::Join"))), line);

    private TemplateNode Select(IReadOnlyList<TemplateNode> items, int line)
    {
        var list = List(items[1], "Fn::Select");
        return int.TryParse(Text(items[0], "the index of Fn::Select"), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count
            ? list[index]
            : throw new TemplateFault(line, $"Fn::Select: there is no item {Text(items[0], "the index")}; the list has {list.Count}, counted from 0.");
    }

    private ListNode Split(IReadOnlyList<TemplateNode> items, int line) =>
        new(
            Text(items[1], "the text of Fn::Split").Split(Text(items[0], "the delimiter of Fn::Split"))
                .Select(part => Literal(part, line)).ToList<TemplateNode>(),
            line);

    private TemplateNode FindInMap(IReadOnlyList<TemplateNode> items, int line)
    {
        var keys = items.Select(item => Text(item, "a key of Fn::FindInMap")).ToList();
        TemplateNode? found = scope.Mappings;
        foreach (var key in keys)
        {
            found = (found as MapNode)?.Find(key);
        }

        return found ?? throw new TemplateFault(line, $"Fn::FindInMap: Mappings has no {string.Join('.', keys)}.");
    }

    private string Pseudo(string name, int line) => name switch
    {
        "AWS::AccountId" => scope.Context.Identity.AccountId,
        "AWS::Region" => scope.Context.Identity.Region,
        "AWS::Partition" => Hosting.LakeIdentity.Partition,
        "AWS::StackName" => scope.Context.StackName,
        "AWS::StackId" => scope.Context.Identity.Arn("cloudformation", $"stack/{scope.Context.StackName}/lake"),
        "AWS::URLSuffix" => "amazonaws.com",
        _ => throw new TemplateFault(line, $"the lake does not know the pseudo parameter {name}."),
    };

    private ResourceDeclaration Existing(string logicalId, int line)
    {
        if (!scope.Resources.TryGetValue(logicalId, out var resource))
        {
            throw new TemplateFault(line, $"'{logicalId}' is neither a parameter nor a resource of this template.");
        }

        return Holds(resource.Condition, resource.Line)
            ? resource
            : throw new TemplateFault(line, $"'{logicalId}' is referred to, but its condition {resource.Condition} does not hold.");
    }

    private IReadOnlyList<TemplateNode> List(TemplateNode node, string function) =>
        ResolveOrThrow(node) is ListNode list ? list.Items : throw new TemplateFault(node.Line, $"{function} takes a list.");

    private static IReadOnlyList<TemplateNode> Items(string function, TemplateNode argument, int count) =>
        argument is ListNode list && list.Items.Count == count
            ? list.Items
            : throw new TemplateFault(argument.Line, $"{function} takes a list of {count} items.");

    private static ScalarNode Literal(string text, int line) => new(text, isPlain: false, line);
}
