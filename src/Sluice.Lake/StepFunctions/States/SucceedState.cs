using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.States;

/// <summary>Ends its graph.</summary>
internal sealed class SucceedState : State
{
    private SucceedState(StateHeader header)
        : base(header)
    {
    }

    public override string Type => "Succeed";

    public static SucceedState Read(string name, DefinitionReader reader) => new(StateHeader.ReadPaths(name, reader));

    public override Task<StateOutcome> RunAsync(StateVisit visit)
    {
        var effective = Header.InputPath.Apply(visit.Data(visit.RawInput));
        return Task.FromResult(new StateOutcome(Header.OutputPath.Apply(visit.Data(effective)), null));
    }
}
