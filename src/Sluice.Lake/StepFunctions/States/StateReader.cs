using Sluice.Lake.StepFunctions.Definition;

namespace Sluice.Lake.StepFunctions.States;

/// <summary>Reads a state by its <c>Type</c>.</summary>
internal static class StateReader
{
    private static readonly string[] Jsonata = ["Arguments", "Output", "Condition", "Items"];

    /// <summary>The state, or null when its type is not known. Its problems are in the reader's list either way.</summary>
    public static State? Read(string name, DefinitionReader reader, HashSet<string> namesInMachine)
    {
        QueryLanguage.Check(reader);
        reader.NotSupported("Assign", "Assign (variables)");
        foreach (var field in Jsonata)
        {
            reader.NotSupported(field, $"JSONata's field '{field}'");
        }

        var type = reader.Text("Type", required: true);
        State? state = type switch
        {
            "Pass" => PassState.Read(name, reader),
            "Task" => TaskState.Read(name, reader),
            "Choice" => ChoiceState.Read(name, reader),
            "Wait" => WaitState.Read(name, reader),
            "Succeed" => SucceedState.Read(name, reader),
            "Fail" => FailState.Read(name, reader),
            "Parallel" => ParallelState.Read(name, reader, namesInMachine),
            "Map" => MapState.Read(name, reader, namesInMachine),
            _ => null,
        };
        if (state is not null)
        {
            reader.Finish($"A {type} state");
        }
        else if (type is not null)
        {
            reader.Wrong("Type", "Pass, Task, Choice, Wait, Succeed, Fail, Parallel or Map");
        }

        return state;
    }
}
