namespace Sluice.Lake.StepFunctions.Definition;

/// <summary>An entry of <c>Catch</c>.</summary>
/// <param name="ErrorEquals">The errors it is for.</param>
/// <param name="ResultPath">Where the error's output goes in the state's input.</param>
/// <param name="Next">The state that goes on.</param>
internal sealed record Catcher(ErrorMatch ErrorEquals, ResultPathField ResultPath, string Next)
{
    public static Catcher Read(DefinitionReader reader)
    {
        var catcher = new Catcher(ErrorMatch.Read(reader), reader.ResultPath(), reader.Text("Next", required: true) ?? "");
        reader.NotSupported("Assign", "Assign (variables)");
        reader.NotSupported("Output", "JSONata's Output");
        reader.Finish("A catcher");
        return catcher;
    }
}
