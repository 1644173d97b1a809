using System.Text.Json.Nodes;

namespace Sluice.Local.Commands;

/// <summary>Follows a run.</summary>
public interface IRunObserver
{
    /// <summary>A file was put into the landing bucket.</summary>
    void Dropped(string bucket, string key, long bytes);

    /// <summary>The execution did something: a history event as GetExecutionHistory gives it.</summary>
    void Happened(JsonObject historyEvent);
}
