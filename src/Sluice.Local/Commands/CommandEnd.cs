namespace Sluice.Local.Commands;

/// <summary>
/// What a command lets go of when it has said all that it has to say: the lake that it has started lasts as long as others use it, which can
/// be much longer.
/// </summary>
public sealed class CommandEnd : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> parts = new();

    /// <summary>Keeps something until the end; what was added last goes first.</summary>
    public T Add<T>(T part)
        where T : IAsyncDisposable
    {
        parts.Push(part);
        return part;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }
}
