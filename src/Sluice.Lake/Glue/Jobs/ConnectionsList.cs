namespace Sluice.Lake.Glue.Jobs;

/// <summary>The connections that a job may use, by name.</summary>
public sealed record ConnectionsList
{
    /// <summary>Their names.</summary>
    public IReadOnlyList<string>? Connections { get; init; }
}
