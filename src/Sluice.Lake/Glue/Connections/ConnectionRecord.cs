using Sluice.Lake.Storage;

namespace Sluice.Lake.Glue.Connections;

/// <summary>A connection, as the journal keeps it. Replaced whole at each change.</summary>
internal sealed record ConnectionRecord : INamedRecord
{
    public required ConnectionInput Input { get; init; }

    public required DateTimeOffset CreationTime { get; init; }

    public required DateTimeOffset LastUpdatedTime { get; init; }

    /// <summary>Whether this is the journal's mark that the connection was deleted.</summary>
    public bool Deleted { get; init; }

    string INamedRecord.Name => Input.Name;
}
