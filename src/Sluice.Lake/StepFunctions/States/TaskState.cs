using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.StepFunctions.Executions;
using Sluice.Lake.StepFunctions.Integrations;

namespace Sluice.Lake.StepFunctions.States;

/// <summary>
/// Has work done by an integration. On disk before anything else happens: what was scheduled, what was submitted (the
/// handle of a <c>.sync</c> task), how it ended. A restart therefore finds one of four places: nothing scheduled,
/// scheduled (the work is begun again), submitted (the work is waited for), ended (it is not repeated).
/// </summary>
internal sealed class TaskState : State
{
    private const long MaximumSeconds = 99_999_999;
    private readonly TaskIntegration integration;
    private readonly ErrorHandling errors;
    private readonly PayloadTemplate? parameters;
    private readonly PayloadTemplate? resultSelector;
    private readonly ResultPathField resultPath;
    private readonly long? timeoutSeconds;
    private readonly JsonPath? timeoutSecondsPath;
    private readonly long? heartbeatSeconds;
    private readonly JsonPath? heartbeatSecondsPath;

    private TaskState(StateHeader header, DefinitionReader reader, TaskIntegration integration)
        : base(header)
    {
        this.integration = integration;
        parameters = reader.Template("Parameters");
        resultSelector = reader.Template("ResultSelector");
        resultPath = reader.ResultPath();
        errors = ErrorHandling.Read(reader);
        timeoutSeconds = reader.Integer("TimeoutSeconds", 1, MaximumSeconds);
        timeoutSecondsPath = reader.Reference("TimeoutSecondsPath");
        heartbeatSeconds = reader.Integer("HeartbeatSeconds", 1, MaximumSeconds);
        heartbeatSecondsPath = reader.Reference("HeartbeatSecondsPath");
        foreach (var field in (string[])["TimeoutSeconds", "HeartbeatSeconds"])
        {
            if (reader.Has(field) && reader.Has($"{field}Path"))
            {
                reader.Report($"{field}Path", $"'{field}' and '{field}Path' are both there: keep one.");
            }
        }

        if (heartbeatSeconds >= timeoutSeconds)
        {
            reader.Report("HeartbeatSeconds", $"'HeartbeatSeconds' ({heartbeatSeconds}) must be smaller than 'TimeoutSeconds' ({timeoutSeconds}).");
        }

        reader.NotSupported("Credentials", "Credentials (another role for a task)");
    }

    public override string Type => "Task";

    public override bool CanBeAborted => true;

    public override IEnumerable<(string Field, string Target)> Transitions => base.Transitions.Concat(errors.Transitions);

    public static TaskState Read(string name, DefinitionReader reader)
    {
        TaskIntegration integration = UnknownIntegration.Instance;
        if (reader.Text("Resource", required: true) is { } resource)
        {
            try
            {
                integration = TaskIntegrations.Bind(resource);
            }
            catch (FormatException exception)
            {
                reader.Report("Resource", $"State '{name}': {exception.Message}", DefinitionProblem.NotSupported);
            }
        }

        return new TaskState(StateHeader.Read(name, reader), reader, integration);
    }

    public override Task<StateOutcome> RunAsync(StateVisit visit) =>
        errors.RunAsync(visit, _ => AttemptAsync(visit), Header.Next);

    private async Task<JsonNode?> AttemptAsync(StateVisit visit)
    {
        var effective = Header.InputPath.Apply(visit.Data(visit.RawInput));
        var given = parameters is null ? effective : parameters.Evaluate(visit.Data(effective));
        visit.CheckSize(given);
        var timeout = timeoutSeconds ?? Seconds(timeoutSecondsPath, "TimeoutSecondsPath", visit.Data(effective));
        var heartbeat = heartbeatSeconds ?? Seconds(heartbeatSecondsPath, "HeartbeatSecondsPath", visit.Data(effective));
        var result = await new TaskAttempt(visit, integration).RunAsync(given, timeout, heartbeat);
        var selected = resultSelector is null ? result : resultSelector.Evaluate(visit.Data(result));
        var output = resultPath.Apply(visit.RawInput, selected);
        return Header.OutputPath.Apply(visit.Data(output));
    }

    private static long? Seconds(JsonPath? path, string field, DataScope data)
    {
        if (path is null)
        {
            return null;
        }

        var value = path.Find(data, field);
        return ExactNumber.TryInteger(value, out var seconds) && seconds is > 0 and <= MaximumSeconds
            ? seconds
            : throw StateFailedException.InDataFlow(
                ErrorNames.Runtime,
                $"The {field} '{path.Text}' is {JsonText.Shorten(JsonText.Write(value), 200)}; an integer from 1 to {MaximumSeconds} is expected");
    }
}
