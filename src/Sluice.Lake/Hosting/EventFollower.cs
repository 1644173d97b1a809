using System.Threading.Channels;

namespace Sluice.Lake.Hosting;

/// <summary>One who follows executions: the lines that wait for him. Who does not read is cut off before they fill the memory.</summary>
internal sealed class EventFollower
{
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly Channel<byte[]> lines = Channel.CreateUnbounded<byte[]>();
    private long bytes;

    /// <summary>Adds a line; ends the follower's lines when too much waits for him.</summary>
    public void Add(byte[] line)
    {
        if (Interlocked.Add(ref bytes, line.Length) > MostBytes)
        {
            End();
        }
        else
        {
            lines.Writer.TryWrite(line);
        }
    }

    /// <summary>No line comes after those that wait.</summary>
    public void End() => lines.Writer.TryComplete();

    /// <summary>Copies lines as they come, until there will be none.</summary>
    public async Task CopyToAsync(Stream body, CancellationToken cancellationToken)
    {
        while (await lines.Reader.WaitToReadAsync(cancellationToken))
        {
            while (lines.Reader.TryRead(out var line))
            {
                await body.WriteAsync(line, cancellationToken);
                Interlocked.Add(ref bytes, -line.Length);
            }

            await body.FlushAsync(cancellationToken);
        }
    }
}
