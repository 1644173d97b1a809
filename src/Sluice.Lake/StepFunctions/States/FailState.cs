using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.States;

/// <summary>Ends the execution (or its branch or iteration) with an error; both its name and cause may be computed.</summary>
internal sealed class FailState : State
{
    private readonly string? error;
    private readonly string? cause;
    private readonly Expression? errorPath;
    private readonly Expression? causePath;

    private FailState(string name, DefinitionReader reader)
        : base(new StateHeader(name, null, new PathFilterField("InputPath", null), new PathFilterField("OutputPath", null)))
    {
        error = reader.Text("Error");
        cause = reader.Text("Cause");
        errorPath = reader.Expression("ErrorPath");
        causePath = reader.Expression("CausePath");
        foreach (var field in (string[])["Error", "Cause"])
        {
            if (reader.Has(field) && reader.Has($"{field}Path"))
            {
                reader.Report($"{field}Path", $"'{field}' and '{field}Path' are both there: keep one.");
            }
        }
    }

    public override string Type => "Fail";

    public static FailState Read(string name, DefinitionReader reader) => new(name, reader);

    public override Task<StateOutcome> RunAsync(StateVisit visit)
    {
        var data = visit.Data(visit.RawInput);
        throw new StateFailedException(
            errorPath is null ? error : Text(errorPath, "ErrorPath", data),
            causePath is null ? cause : Text(causePath, "CausePath", data));
    }

    private static string Text(Expression expression, string field, DataScope data)
    {
        var value = expression is JsonPath path ? path.Find(data, field) : expression.Evaluate(data, field);
        return JsonText.AsString(value) ?? throw StateFailedException.InDataFlow(
            ErrorNames.Runtime,
            $"The '{field}' field '{expression.Text}' must give a string, not {JsonText.Shorten(JsonText.Write(value), 200)}");
    }
}
