using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>An event of an execution's history, as GetExecutionHistory returns it and the journal keeps it. Not changed once made.</summary>
public sealed record HistoryEvent
{
    /// <summary>From 1, without gaps.</summary>
    public required long Id { get; init; }

    /// <summary>The event that led to it; 0 for none.</summary>
    public required long PreviousEventId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>As in the service's model: <c>TaskStateEntered</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The name of the member with the details: <c>stateEnteredEventDetails</c>. Null when the type has none.</summary>
    public string? DetailsName { get; init; }

    /// <summary>The details.</summary>
    public JsonObject? Details { get; init; }

    /// <summary>The name of the state entered or left, else null.</summary>
    public string? StateName => Detail("name");

    /// <summary>A text of the details; null when there is none.</summary>
    public string? Detail(string name)
    {
        // Reading fills a JsonObject's inner table on first use, and readers come from several threads.
        lock (this)
        {
            return Details?[name] is { } value ? Data.JsonText.AsString(value) : null;
        }
    }

    /// <summary>As the protocol has it.</summary>
    /// <param name="includeData">Whether inputs and outputs are wanted.</param>
    public JsonObject ToProtocol(bool includeData)
    {
        var result = new JsonObject
        {
            ["timestamp"] = Timestamp.ToUnixTimeMilliseconds() / 1000m,
            ["type"] = Type,
            ["id"] = Id,
            ["previousEventId"] = PreviousEventId,
        };
        if (DetailsName is not null)
        {
            lock (this)
            {
                var details = (JsonObject)(Details ?? []).DeepClone();
                if (!includeData)
                {
                    foreach (var name in (string[])["input", "output", "parameters", "error", "cause"])
                    {
                        details.Remove(name);
                    }
                }

                result[DetailsName] = details;
            }
        }

        return result;
    }
}
