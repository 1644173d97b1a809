using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Definition;

/// <summary><c>ErrorEquals</c>: the names of errors, wildcards among them.</summary>
internal sealed record ErrorMatch(IReadOnlyList<string> Names)
{
    /// <summary>Whether an error is meant. <c>States.Runtime</c> never is; <c>States.DataLimitExceeded</c> only by its own name.</summary>
    public bool Matches(string? error)
    {
        if (error == ErrorNames.Runtime)
        {
            return false;
        }

        if (error is not null && Names.Contains(error))
        {
            return true;
        }

        return error != ErrorNames.DataLimitExceeded
            && (Names.Contains(ErrorNames.All)
                || (Names.Contains(ErrorNames.TaskFailed) && error is not (ErrorNames.Timeout or ErrorNames.HeartbeatTimeout))
                || (Names.Contains(ErrorNames.Timeout) && error == ErrorNames.HeartbeatTimeout));
    }

    public static ErrorMatch Read(DefinitionReader reader)
    {
        var names = (reader.Node("ErrorEquals") as JsonArray)?.Select(JsonText.AsString).ToList();
        if (names is null or { Count: 0 } || names.Contains(null))
        {
            reader.Report("ErrorEquals", "'ErrorEquals' must be an array of error names that is not empty.");
            return new ErrorMatch([]);
        }

        if (names.Contains(ErrorNames.All) && names.Count > 1)
        {
            reader.Report("ErrorEquals", "States.ALL must stand alone in 'ErrorEquals'.");
        }

        return new ErrorMatch(names.OfType<string>().ToList());
    }

    /// <summary>Reports a <c>States.ALL</c> that is not in the last entry, where entries after it could never match.</summary>
    public static void CheckOrder(IReadOnlyList<ErrorMatch> matches, DefinitionReader reader, string field)
    {
        for (var index = 0; index < matches.Count - 1; index++)
        {
            if (matches[index].Names.Contains(ErrorNames.All))
            {
                reader.Report($"{field}[{index}]/ErrorEquals", $"States.ALL must be in the last entry of '{field}'.");
            }
        }
    }
}
