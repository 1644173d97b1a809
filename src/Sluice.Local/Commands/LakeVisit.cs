namespace Sluice.Local.Commands;

/// <summary>A command's stay in a lake of another process, which knows of it until this is disposed.</summary>
public sealed class LakeVisit : IDisposable
{
    private readonly IDisposable? session;

    /// <summary>A stay for as long as a session lasts; without one the lake, of an earlier build, does not know of it.</summary>
    internal LakeVisit(IDisposable? session) => this.session = session;

    /// <inheritdoc/>
    public void Dispose() => session?.Dispose();
}
