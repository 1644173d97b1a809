using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.States;

/// <summary>Hands its input on: as it is, reshaped by <c>Parameters</c>, or with a fixed <c>Result</c>.</summary>
internal sealed class PassState : State
{
    private readonly PayloadTemplate? parameters;
    private readonly string? result;
    private readonly ResultPathField resultPath;

    private PassState(StateHeader header, DefinitionReader reader)
        : base(header)
    {
        parameters = reader.Template("Parameters");
        // Text, because a definition is shared by executions and reading a JsonNode from two threads is not safe.
        result = reader.Has("Result") ? JsonText.Write(reader.Node("Result")) : null;
        resultPath = reader.ResultPath();
    }

    public override string Type => "Pass";

    public static PassState Read(string name, DefinitionReader reader) => new(StateHeader.Read(name, reader), reader);

    public override Task<StateOutcome> RunAsync(StateVisit visit)
    {
        var effective = Header.InputPath.Apply(visit.Data(visit.RawInput));
        var value = parameters is null ? effective : parameters.Evaluate(visit.Data(effective));
        visit.CheckSize(value);
        var output = resultPath.Apply(visit.RawInput, result is null ? value : JsonText.Parse(result));
        return Task.FromResult(new StateOutcome(Header.OutputPath.Apply(visit.Data(output)), Header.Next));
    }
}
