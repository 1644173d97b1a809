using Sluice.Lake.Hosting;

namespace Sluice.Local.Commands;

/// <summary>A command's stay in a lake of another process, which knows of it until this is disposed.</summary>
public sealed class LakeVisit : IDisposable
{
    private readonly IDisposable? session;

    /// <summary>A stay for as long as a session lasts; without one the lake, of an earlier build, does not know of it.</summary>
    internal LakeVisit(IDisposable? session, LakeSettings? lake) => (this.session, Lake) = (session, lake);

    /// <summary>What the lake was started with; null when it, of an earlier build, does not say.</summary>
    public LakeSettings? Lake { get; }

    /// <inheritdoc/>
    public void Dispose() => session?.Dispose();
}
