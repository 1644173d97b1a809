using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.States;

/// <summary>Goes on by the first rule that holds, else by <c>Default</c>, else fails with <c>States.NoChoiceMatched</c>.</summary>
internal sealed class ChoiceState : State
{
    private readonly List<(ChoiceRule Rule, string Next)> choices = [];
    private readonly string? fallback;

    private ChoiceState(StateHeader header, DefinitionReader reader)
        : base(header)
    {
        foreach (var choice in reader.Objects("Choices", required: true))
        {
            choice.NotSupported("Assign", "Assign (variables)");
            var next = choice.Text("Next", required: true) ?? "";
            choices.Add((ChoiceRule.Read(choice), next));
        }

        fallback = reader.Text("Default");
    }

    public override string Type => "Choice";

    public override IEnumerable<(string Field, string Target)> Transitions
    {
        get
        {
            for (var index = 0; index < choices.Count; index++)
            {
                yield return ($"Choices[{index}]/Next", choices[index].Next);
            }

            if (fallback is not null)
            {
                yield return ("Default", fallback);
            }
        }
    }

    public static ChoiceState Read(string name, DefinitionReader reader) => new(StateHeader.ReadPaths(name, reader), reader);

    public override Task<StateOutcome> RunAsync(StateVisit visit)
    {
        var data = visit.Data(Header.InputPath.Apply(visit.Data(visit.RawInput)));
        foreach (var (rule, next) in choices)
        {
            if (rule.Holds(data))
            {
                return Task.FromResult(new StateOutcome(Header.OutputPath.Apply(data), next));
            }
        }

        return fallback is null
            ? throw StateFailedException.InDataFlow(ErrorNames.NoChoiceMatched, $"Failed to transition out of the state. The state does not point to a next state.")
            : Task.FromResult(new StateOutcome(Header.OutputPath.Apply(data), fallback));
    }
}
