using Sluice.Lake.Glue.Jobs;

namespace Sluice.Lake.Glue.Operations;

/// <summary>A job as Glue shows it: <see href="https://docs.aws.amazon.com/glue/latest/webapi/API_Job.html"/>.</summary>
internal sealed record JobDescription
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? Role { get; init; }

    public required DateTimeOffset CreatedOn { get; init; }

    public required DateTimeOffset LastModifiedOn { get; init; }

    public required ExecutionProperty ExecutionProperty { get; init; }

    public JobCommand? Command { get; init; }

    public IReadOnlyDictionary<string, string>? DefaultArguments { get; init; }

    public IReadOnlyDictionary<string, string>? NonOverridableArguments { get; init; }

    public ConnectionsList? Connections { get; init; }

    public required int MaxRetries { get; init; }

    public required int Timeout { get; init; }

    public double? MaxCapacity { get; init; }

    public string? WorkerType { get; init; }

    public int? NumberOfWorkers { get; init; }

    public string? SecurityConfiguration { get; init; }

    public NotificationProperty? NotificationProperty { get; init; }

    public string? GlueVersion { get; init; }

    public string? ExecutionClass { get; init; }

    internal static JobDescription Of(JobRecord record)
    {
        var job = record.Definition;
        return new JobDescription
        {
            Name = job.Name,
            Description = job.Description,
            Role = job.Role,
            CreatedOn = record.CreatedOn,
            LastModifiedOn = record.LastModifiedOn,
            ExecutionProperty = new ExecutionProperty { MaxConcurrentRuns = job.MaxConcurrentRuns },
            Command = job.Command,
            DefaultArguments = job.DefaultArguments,
            NonOverridableArguments = job.NonOverridableArguments,
            Connections = job.Connections,
            MaxRetries = job.MaxRetries ?? 0,
            Timeout = job.TimeoutMinutes,
            MaxCapacity = job.MaxCapacity,
            WorkerType = job.WorkerType,
            NumberOfWorkers = job.NumberOfWorkers,
            SecurityConfiguration = job.SecurityConfiguration,
            NotificationProperty = job.NotificationProperty,
            GlueVersion = job.GlueVersion,
            ExecutionClass = job.ExecutionClass,
        };
    }
}
