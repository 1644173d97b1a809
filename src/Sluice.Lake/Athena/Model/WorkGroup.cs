namespace Sluice.Lake.Athena.Model;

/// <summary>A work group: <see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroup.html"/>.</summary>
internal sealed record WorkGroup
{
    public required string Name { get; init; }
    public string State { get; init; } = "ENABLED";
    public WorkGroupConfiguration? Configuration { get; init; }
    public string? Description { get; init; }
    public DateTimeOffset? CreationTime { get; init; }
}
