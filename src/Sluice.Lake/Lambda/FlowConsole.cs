using System.Text;

namespace Sluice.Lake.Lambda;

/// <summary>
/// The process's console, split by flow of control: what a function writes goes to its own log, everything else where it went
/// before. Functions log by writing JSON lines to standard output, as Lambda expects them to.
/// </summary>
internal sealed class FlowConsole : TextWriter
{
    private static readonly AsyncLocal<InvocationLog?> Log = new();
    private static readonly Lock Gate = new();
    private static bool installed;

    private readonly TextWriter original;

    private FlowConsole(TextWriter original) => this.original = original;

    /// <inheritdoc/>
    public override Encoding Encoding => original.Encoding;

    /// <summary>Where the current flow of control writes to; null for the process's own console.</summary>
    public static InvocationLog? Current
    {
        get => Log.Value;
        set => Log.Value = value;
    }

    /// <summary>Puts itself before the console, once in a process.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (!installed)
            {
                installed = true;
                Console.SetOut(new FlowConsole(Console.Out));
                Console.SetError(new FlowConsole(Console.Error));
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (Current is { } log)
        {
            log.Write(buffer);
        }
        else
        {
            original.Write(buffer);
        }
    }

    /// <inheritdoc/>
    public override void WriteLine() => Write("\n");

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write($"{value}\n");

    /// <inheritdoc/>
    public override void Flush()
    {
        if (Current is null)
        {
            original.Flush();
        }
    }
}
