using Sluice.Lake.StepFunctions.Definition;

namespace Sluice.Lake.StepFunctions.States;

/// <summary>The fields that states share.</summary>
/// <param name="Name">The state's name.</param>
/// <param name="Next">The next state; null when the state ends the graph or chooses by itself.</param>
/// <param name="InputPath">What of the input the state sees.</param>
/// <param name="OutputPath">What of the output goes on.</param>
internal sealed record StateHeader(string Name, string? Next, PathFilterField InputPath, PathFilterField OutputPath)
{
    /// <summary>Reads a state that goes on by <c>Next</c> or ends by <c>End</c>: exactly one of them.</summary>
    public static StateHeader Read(string name, DefinitionReader reader)
    {
        var next = reader.Text("Next");
        var end = reader.Flag("End");
        if ((next is null) == (end is not true))
        {
            reader.Report(null, next is null ? "Either 'Next' or 'End: true' is required." : "'Next' and 'End' are both there: keep one.");
        }

        return ReadPaths(name, reader) with { Next = next };
    }

    /// <summary>Reads a state that has neither <c>Next</c> nor <c>End</c>.</summary>
    public static StateHeader ReadPaths(string name, DefinitionReader reader) =>
        new(name, null, reader.Filter("InputPath"), reader.Filter("OutputPath"));
}
