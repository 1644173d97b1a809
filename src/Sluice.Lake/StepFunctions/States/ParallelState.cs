using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.States;

/// <summary>Runs its branches side by side; the result is the array of their outputs. The first failure gives the others up.</summary>
internal sealed class ParallelState : State
{
    private readonly List<StateGraph> branches = [];
    private readonly ErrorHandling errors;
    private readonly PayloadTemplate? parameters;
    private readonly PayloadTemplate? resultSelector;
    private readonly ResultPathField resultPath;

    private ParallelState(StateHeader header, DefinitionReader reader, HashSet<string> namesInMachine)
        : base(header)
    {
        foreach (var branch in reader.Objects("Branches", required: true))
        {
            QueryLanguage.Check(branch);
            branches.Add(StateGraph.Read(branch, namesInMachine));
            branch.Finish("A branch");
        }

        parameters = reader.Template("Parameters");
        resultSelector = reader.Template("ResultSelector");
        resultPath = reader.ResultPath();
        errors = ErrorHandling.Read(reader);
    }

    public override string Type => "Parallel";

    public override bool CanBeAborted => true;

    public override IEnumerable<(string Field, string Target)> Transitions => base.Transitions.Concat(errors.Transitions);

    public static ParallelState Read(string name, DefinitionReader reader, HashSet<string> namesInMachine) =>
        new(StateHeader.Read(name, reader), reader, namesInMachine);

    public override Task<StateOutcome> RunAsync(StateVisit visit) =>
        errors.RunAsync(visit, attempt => AttemptAsync(visit, attempt), Header.Next);

    private async Task<JsonNode?> AttemptAsync(StateVisit visit, int attempt)
    {
        var effective = Header.InputPath.Apply(visit.Data(visit.RawInput));
        var input = JsonText.Write(parameters is null ? effective : parameters.Evaluate(visit.Data(effective)));
        visit.CheckSize(input);
        visit.Scope.Emit(new EventBody("ParallelStateStarted"));
        var result = await new ScopeGroup(visit, attempt).RunAsync(
            branches.Count,
            branches.Count,
            static _ => null,
            (index, scope) => scope.RunAsync(branches[index], JsonText.Parse(input)));
        var selected = resultSelector is null ? result : resultSelector.Evaluate(visit.Data(result));
        return Header.OutputPath.Apply(visit.Data(resultPath.Apply(visit.RawInput, selected)));
    }
}
