using System.Text.Json.Nodes;

namespace Sluice.Local.Commands;

/// <summary>Shows nothing: for <c>--json</c>.</summary>
public sealed class SilentObserver : IRunObserver
{
    /// <inheritdoc/>
    public void Dropped(string bucket, string key, long bytes)
    {
    }

    /// <inheritdoc/>
    public void Happened(JsonObject historyEvent)
    {
    }
}
