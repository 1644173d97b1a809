using System.Text;

namespace Sluice.Lake.Lambda;

/// <summary>What one invocation writes: whole lines go to the function's log as they end; the last 4 KB are kept for the caller who asks for them.</summary>
internal sealed class InvocationLog(FunctionLog log)
{
    private const int TailLength = 4096;

    private readonly Lock gate = new();
    private readonly StringBuilder line = new();
    private readonly StringBuilder tail = new();

    /// <summary>Adds text; line ends are those in it.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        lock (gate)
        {
            line.Append(text);
            var lastEnd = text.LastIndexOf('\n');
            if (lastEnd >= 0)
            {
                var complete = line.Length - (text.Length - lastEnd - 1);
                Flush(line.ToString(0, complete));
                line.Remove(0, complete);
            }
        }
    }

    /// <summary>Ends the last line, when it has not ended.</summary>
    public void Complete()
    {
        lock (gate)
        {
            if (line.Length > 0)
            {
                Flush(line.Append('\n').ToString());
                line.Clear();
            }
        }
    }

    /// <summary>The last 4 KB.</summary>
    public string Tail()
    {
        lock (gate)
        {
            return tail.ToString();
        }
    }

    private void Flush(string lines)
    {
        log.Append(lines);
        tail.Append(lines);
        if (tail.Length > TailLength)
        {
            tail.Remove(0, tail.Length - TailLength);
        }
    }
}
