using System.Text.Json.Nodes;

namespace Sluice.Local.Commands;

/// <summary>The run's progress, with the demo's headings between.</summary>
internal sealed class DemoObserver(TextWriter output) : IRunObserver
{
    private readonly StateProgress progress = new(output, !Console.IsOutputRedirected);
    private bool started;

    public void Dropped(string bucket, string key, long bytes) => progress.Dropped(bucket, key, bytes);

    public void Happened(JsonObject historyEvent)
    {
        if (!started)
        {
            started = true;
            output.WriteLine();
            output.WriteLine("2. The done-file's event starts the state machine. Its states, as they pass:");
            output.WriteLine();
        }

        progress.Happened(historyEvent);
    }
}
