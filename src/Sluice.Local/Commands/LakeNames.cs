using Sluice.Lake.Template;

namespace Sluice.Local.Commands;

/// <summary>The names that the template gives to what the command line talks to.</summary>
public sealed record LakeNames
{
    /// <summary>Where files and done-files are dropped.</summary>
    public required string LandingBucket { get; init; }

    /// <summary>Where pipelines' folders are pushed.</summary>
    public required string AssetsBucket { get; init; }

    /// <summary>The ARN of the state machine that every run is an execution of.</summary>
    public required string StateMachineArn { get; init; }

    /// <summary>The ARN of the state machine that runs a pipeline for many dates.</summary>
    public required string BackfillStateMachineArn { get; init; }

    /// <summary>The Glue database of the published tables.</summary>
    public required string ProcessedDatabase { get; init; }

    /// <summary>The Glue database of the audit table.</summary>
    public required string AuditDatabase { get; init; }

    /// <summary>The work group that queries run in.</summary>
    public required string WorkGroup { get; init; }

    /// <summary>Reads them from a template.</summary>
    /// <exception cref="InvalidOperationException">A resource is missing: names its logical id.</exception>
    public static LakeNames Of(LakeTemplate template) => new()
    {
        LandingBucket = Name(template, "LandingBucket"),
        AssetsBucket = Name(template, "AssetsBucket"),
        StateMachineArn = Arn(template, "EtlPipelineStateMachine"),
        BackfillStateMachineArn = Arn(template, "BackfillStateMachine"),
        ProcessedDatabase = Name(template, "ProcessedDatabase"),
        AuditDatabase = Name(template, "AuditDatabase"),
        WorkGroup = Name(template, "WorkGroup"),
    };

    private static string Name(LakeTemplate template, string logicalId) =>
        template.PhysicalNames.TryGetValue(logicalId, out var name)
            ? name
            : throw Missing(template, logicalId);

    private static string Arn(LakeTemplate template, string logicalId) =>
        template.StateMachines.FirstOrDefault(machine => machine.LogicalId == logicalId)?.Arn ?? throw Missing(template, logicalId);

    private static InvalidOperationException Missing(LakeTemplate template, string logicalId) =>
        new($"{template.Path} has no resource {logicalId}, which the command line needs.");
}
