using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Integrations;

namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>One attempt of a Task state: its events, its time-out, and what a restart finds of it.</summary>
internal sealed class TaskAttempt(StateVisit visit, TaskIntegration integration)
{
    private readonly ExecutionScope scope = visit.Scope;
    private readonly Lock gate = new();
    private bool ended;

    /// <summary>Has the work done, or takes what the journal says about it.</summary>
    /// <exception cref="StateFailedException">The work failed or took too long.</exception>
    public async Task<JsonNode?> RunAsync(JsonNode? parameters, long? timeoutSeconds, long? heartbeatSeconds)
    {
        var scheduled = scope.Emit(TaskEvents.Scheduled(integration, parameters, scope.Run.Identity.Region, timeoutSeconds, heartbeatSeconds));
        scope.Emit(TaskEvents.Started(integration));
        var submitted = integration.Submits && scope.NextRecordedType == TaskEvents.SubmittedType ? scope.Replay() : null;
        if (scope.NextRecordedType is { } ended && ended == TaskEvents.SucceededType(integration))
        {
            return JsonText.Parse(scope.Replay().Event!.Detail("output")!); // such an event has an output
        }

        if (scope.NextRecordedType is not null)
        {
            var failed = scope.Replay().Event!; // only events are left
            throw new StateFailedException(failed.Detail("error"), failed.Detail("cause"));
        }

        return await WorkAsync(scheduled.Event!, submitted?.Event, timeoutSeconds); // as Emit returns it
    }

    private async Task<JsonNode?> WorkAsync(HistoryEvent scheduled, HistoryEvent? submitted, long? timeoutSeconds)
    {
        // What was scheduled, not what would be computed today: a UUID in the parameters stays the same.
        var call = new TaskCall(
            JsonText.Parse(scheduled.Detail("parameters") ?? scheduled.Detail("input") ?? "null"),
            scope.Run.Lake,
            $"{scope.Run.ExecutionArn}#{scheduled.Id}",
            submitted?.Detail("output") is { } handle ? JsonText.Parse(handle) : null,
            Submit,
            () => scope.Run.IsSuspended,
            scope.Run.ExecutionArn);
        try
        {
            var result = await LimitedAsync(call, timeoutSeconds);
            var text = JsonText.Write(result);
            if (JsonText.Bytes(text) > StateVisit.MaximumPayload)
            {
                throw new StateFailedException(
                    ErrorNames.DataLimitExceeded,
                    $"The state/task '{integration.Name}' returned a result with a size exceeding the maximum number of bytes service limit.");
            }

            scope.Emit(TaskEvents.Succeeded(integration, text));
            return result;
        }
        catch (StateFailedException failure)
        {
            scope.Emit(TaskEvents.Failed(integration, failure));
            throw;
        }
    }

    private async Task<JsonNode?> LimitedAsync(TaskCall call, long? timeoutSeconds)
    {
        try
        {
            return await scope.WorkAsync(
                token => integration.RunAsync(call, token), timeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, integration.Submits);
        }
        finally
        {
            End();
        }
    }

    // Work that took too long is not waited for. Should it come to submitting only now, it is told that it was given up.
    private void Submit(JsonNode output)
    {
        lock (gate)
        {
            if (ended)
            {
                throw new OperationCanceledException();
            }

            scope.Emit(TaskEvents.Submitted(integration, JsonText.Write(output)));
        }
    }

    private void End()
    {
        lock (gate)
        {
            ended = true;
        }
    }
}
