using Sluice.Lake.Template.Nodes;

namespace Sluice.Lake.Template;

/// <summary>Evaluates the <c>Conditions</c> section, each condition once.</summary>
internal sealed class ConditionEvaluator(TemplateScope scope, IntrinsicResolver resolver)
{
    private readonly Dictionary<string, bool?> known = new(StringComparer.Ordinal);

    /// <summary>Whether a named condition holds.</summary>
    /// <exception cref="TemplateFault">There is none of that name, or it refers to itself.</exception>
    public bool Holds(string name, int line)
    {
        if (known.TryGetValue(name, out var value))
        {
            return value ?? throw new TemplateFault(line, $"the condition {name} refers to itself.");
        }

        var node = scope.Conditions?.Find(name)
            ?? throw new TemplateFault(line, $"there is no condition '{name}' in Conditions.");
        known[name] = null;
        var holds = Evaluate(node);
        known[name] = holds;
        return holds;
    }

    /// <summary>Evaluates a condition function.</summary>
    /// <exception cref="TemplateFault">It is not one.</exception>
    public bool Evaluate(TemplateNode node)
    {
        if (node is not MapNode { Entries.Count: 1 } map)
        {
            throw new TemplateFault(node.Line, $"a condition is one of Fn::Equals, Fn::And, Fn::Or, Fn::Not, Condition, not {node.Kind}.");
        }

        var (function, argument) = map.Entries.GetAt(0);
        switch (function)
        {
            case "Condition":
                return Holds(resolver.Text(argument, "the name of the condition"), map.Line);
            case "Fn::Equals" when argument is ListNode { Items: [var left, var right] }:
                return resolver.Text(left, "a side of Fn::Equals") == resolver.Text(right, "a side of Fn::Equals");
            case "Fn::Not" when argument is ListNode { Items: [var negated] }:
                return !Evaluate(negated);
            case "Fn::And" when argument is ListNode { Items.Count: >= 2 and <= 10 } all:
                return all.Items.All(Evaluate);
            case "Fn::Or" when argument is ListNode { Items.Count: >= 2 and <= 10 } any:
                return any.Items.Any(Evaluate);
            default:
                throw new TemplateFault(
                    map.Line, $"'{function}' is not a condition: Fn::Equals takes two values, Fn::Not one condition, Fn::And and Fn::Or two to ten.");
        }
    }
}
