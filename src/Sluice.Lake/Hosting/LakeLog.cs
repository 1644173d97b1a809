namespace Sluice.Lake.Hosting;

/// <summary>What the lake tells the person who runs it: little. Errors that have no caller to be returned to, and what the lake does not support.</summary>
/// <param name="output">Where lines go; null for nowhere.</param>
public sealed class LakeLog(TextWriter? output)
{
    private readonly Lock gate = new();

    /// <summary>Something went wrong and nobody waits for the answer.</summary>
    public void Error(string message) => Write("error", message);

    /// <summary>Something that a person may want to know.</summary>
    public void Warning(string message) => Write("warning", message);

    private void Write(string level, string message)
    {
        if (output is not null)
        {
            lock (gate)
            {
                output.WriteLine($"sluice: {level}: {message}");
            }
        }
    }
}
