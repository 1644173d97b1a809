using System.Text.Json.Nodes;

namespace Sluice.Local.Commands;

/// <summary>A run to start.</summary>
/// <param name="Pipeline">The pipeline's name; one that does not exist fails in the run itself, as it would on AWS.</param>
/// <param name="ExecDate">
/// The run's date, as the user wrote it: the run judges it. Null leaves it to the run, which only a pipeline without
/// done-file allows.
/// </param>
/// <param name="Files">The files to drop.</param>
public sealed record RunToStart(string Pipeline, string? ExecDate, IReadOnlyList<string> Files)
{
    /// <summary>The folder that the files keep their place in; null drops all of them into one folder.</summary>
    public string? Root { get; init; }

    /// <summary>The last day that date ranges cover, as the user wrote it; null leaves it to the pipeline.</summary>
    public string? ToDate { get; init; }

    /// <summary>The stage to start from, as the user wrote it; null for a whole run. Such a run drops nothing and is started by hand.</summary>
    public string? FromStage { get; init; }

    /// <summary>The input of an execution that is started without a done-file.</summary>
    public JsonObject Input()
    {
        var input = new JsonObject { ["pipeline"] = Pipeline };
        foreach (var (name, value) in new[] { ("exec_date", ExecDate), ("to_date", ToDate), ("from_stage", FromStage) })
        {
            if (value is not null)
            {
                input[name] = value;
            }
        }

        return input;
    }
}
