namespace Sluice.Chaining;

/// <summary>A dependent pipeline that is due after this run.</summary>
public sealed record NextPlan
{
    /// <summary>The dependent pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Its done-file's key in the landing bucket: in its own dataset's folder, for this run's exec_date.</summary>
    public required string DoneFileKey { get; init; }
}
