namespace Sluice.Lake.Hosting;

/// <summary>Another lake has the data folder.</summary>
/// <param name="folder">The folder.</param>
/// <param name="endpoint">Where the other lake answers; null while it starts.</param>
public sealed class LakeInUseException(string folder, Uri? endpoint) : Exception(
    $"A lake is already running on {folder}{(endpoint is null ? " (it is just starting)" : $", at {endpoint}")}. Use that one, stop it, or name another folder with --data.")
{
    /// <summary>Where the other lake answers; null while it starts.</summary>
    public Uri? Endpoint { get; } = endpoint;
}
