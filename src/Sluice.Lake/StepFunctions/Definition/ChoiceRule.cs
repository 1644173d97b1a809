using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;

namespace Sluice.Lake.StepFunctions.Definition;

/// <summary>A rule of a Choice state: a comparison, or And, Or, Not of rules.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html"/>
internal abstract record ChoiceRule
{
    private static readonly string[] Combinators = ["And", "Or", "Not"];

    /// <summary>Whether it holds.</summary>
    /// <exception cref="Executions.StateFailedException"><c>States.Runtime</c>: a path finds nothing.</exception>
    public abstract bool Holds(DataScope data);

    /// <summary>Reads a rule; the fields around it (<c>Next</c>) have been read before.</summary>
    public static ChoiceRule Read(DefinitionReader reader)
    {
        ChoiceRule rule;
        var combinators = Combinators.Where(reader.Has).ToList();
        if (combinators.Count == 0)
        {
            rule = ReadComparison(reader);
        }
        else
        {
            if (combinators.Count > 1 || reader.Has("Variable"))
            {
                reader.Report(null, "A rule is a comparison of a 'Variable', or one of And, Or, Not.");
            }

            rule = combinators[0] == "Not"
                ? new NotRule(reader.Object("Not") is { } inner ? Read(inner) : NeverRule.Instance)
                : new JoinedRule(reader.Objects(combinators[0], required: true).Select(Read).ToList(), combinators[0] == "And");
        }

        reader.Finish("A rule");
        return rule;
    }

    private static ChoiceRule ReadComparison(DefinitionReader reader)
    {
        var variable = reader.Has("Variable") ? reader.Path("Variable") : null;
        if (!reader.Has("Variable"))
        {
            reader.Report(null, "The field 'Variable' (or And, Or, Not) is required.");
        }

        var operators = reader.Names.Where(static name => ChoiceOperators.Find(name) is not null).ToList();
        if (operators.Count != 1)
        {
            reader.Report(null, operators.Count == 0
                ? $"A comparison is required: one of {string.Join(", ", ChoiceOperators.Names)}."
                : $"{string.Join(" and ", operators)} are both there: a rule has one comparison; join rules by And.");
            foreach (var name in operators)
            {
                _ = reader.Node(name);
            }

            return NeverRule.Instance;
        }

        var found = ChoiceOperators.Find(operators[0])!; // in the list only when it is found
        if (found.IsPath)
        {
            var path = reader.Path(found.Name);
            return variable is null || path is null ? NeverRule.Instance : new ComparisonRule(variable, found, null, path);
        }

        var operand = reader.Node(found.Name);
        if (!found.Accepts(operand))
        {
            reader.Wrong(found.Name, found.Expected);
            return NeverRule.Instance;
        }

        return variable is null ? NeverRule.Instance : new ComparisonRule(variable, found, JsonText.Write(operand), null);
    }

    private sealed record JoinedRule(IReadOnlyList<ChoiceRule> Rules, bool IsAnd) : ChoiceRule
    {
        public override bool Holds(DataScope data) => IsAnd ? Rules.All(rule => rule.Holds(data)) : Rules.Any(rule => rule.Holds(data));
    }

    private sealed record NotRule(ChoiceRule Inner) : ChoiceRule
    {
        public override bool Holds(DataScope data) => !Inner.Holds(data);
    }

    private sealed record ComparisonRule(JsonPath Variable, ChoiceOperator Operator, string? Operand, JsonPath? OperandPath) : ChoiceRule
    {
        public override bool Holds(DataScope data)
        {
            if (Operator.Name == "IsPresent")
            {
                return Variable.TryFind(data, out _) == (Operand == "true");
            }

            var value = Find(Variable, data);
            JsonNode? operand = OperandPath is null ? JsonText.Parse(Operand ?? "null") : Find(OperandPath, data);
            return Operator.Holds(value, operand);
        }

        private static JsonNode? Find(JsonPath path, DataScope data) => path.TryFind(data, out var value)
            ? value
            : throw Executions.StateFailedException.InDataFlow(
                Executions.ErrorNames.Runtime,
                $"Invalid path '{path.Text}': The choice state's condition path references an invalid value.");
    }

    /// <summary>Stands for a rule that could not be read; its definition is refused.</summary>
    private sealed record NeverRule : ChoiceRule
    {
        public static NeverRule Instance { get; } = new();

        public override bool Holds(DataScope data) => throw new InvalidOperationException("A rule with problems was kept.");
    }
}
