namespace Sluice.Lake.StepFunctions.Definition;

/// <summary><c>QueryLanguage</c>: the lake carries out JSONPath.</summary>
internal static class QueryLanguage
{
    /// <summary>Reports JSONata, and values that no query language has.</summary>
    public static void Check(DefinitionReader reader)
    {
        switch (reader.Text("QueryLanguage"))
        {
            case null or "JSONPath":
                break;
            case "JSONata":
                reader.Report("QueryLanguage", "JSONata is not supported by the lake. Write the state with JSONPath.", DefinitionProblem.NotSupported);
                break;
            default:
                reader.Wrong("QueryLanguage", "\"JSONPath\"");
                break;
        }
    }
}
