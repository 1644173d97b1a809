using Sluice.Lake.Storage;

namespace Sluice.Lake.Glue.Jobs;

/// <summary>A job as the journal keeps it. Replaced whole at each change.</summary>
internal sealed record JobRecord : INamedRecord
{
    public required JobDefinition Definition { get; init; }

    public required DateTimeOffset CreatedOn { get; init; }

    public required DateTimeOffset LastModifiedOn { get; init; }

    /// <summary>Whether this is the journal's mark that the job was deleted.</summary>
    public bool Deleted { get; init; }

    string INamedRecord.Name => Definition.Name;
}
