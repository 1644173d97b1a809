using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;

namespace Sluice.Lake.Glue.Jobs;

/// <summary>What Glue checks when a job is created or updated, and what the lake's jobs cannot do.</summary>
internal static class JobRules
{
    /// <summary>Glue's default quota of jobs in an account.</summary>
    private const int MaxJobs = 1000;

    /// <summary>Seven days.</summary>
    private const int LongestMinutes = 10080;

    /// <summary>Refuses one job more than the quota.</summary>
    internal static void CheckCount(int existing)
    {
        if (existing >= MaxJobs)
        {
            throw GlueErrors.LimitExceeded($"The account has {existing} jobs: the quota is {MaxJobs}. Delete some first.");
        }
    }

    /// <summary>Refuses a definition that could not be run as it says.</summary>
    internal static void Check(JobDefinition job)
    {
        _ = CatalogNames.Normalize(job.Name, "job name");
        if (string.IsNullOrEmpty(job.Role))
        {
            throw Invalid(job, "has no Role: name the IAM role that its script works with");
        }

        if (job.Command?.Name is not ("glueetl" or "pythonshell"))
        {
            throw Invalid(job, $"has the Command.Name '{job.Command?.Name}': the lake knows glueetl and pythonshell");
        }

        if (job.Command.Runtime is not null)
        {
            throw Invalid(job, $"has the Command.Runtime {job.Command.Runtime}: the lake has no Ray");
        }

        if (!S3Uri.TryParse(job.Command.ScriptLocation, out var script) || script.Key.Length == 0)
        {
            throw Invalid(job, $"has the Command.ScriptLocation '{job.Command.ScriptLocation}': it must be s3://bucket/script.py");
        }

        if (job.MaxRetries is > 0)
        {
            throw Invalid(job, $"has MaxRetries {job.MaxRetries}: the lake does not repeat runs by itself; let the state machine's Retry do it");
        }

        AtLeast(job, "ExecutionProperty.MaxConcurrentRuns", job.ExecutionProperty?.MaxConcurrentRuns, 0);
        CheckTimeout(job.Name, job.Timeout);
        if (job.MaxCapacity is not null && (job.WorkerType is not null || job.NumberOfWorkers is not null))
        {
            throw GlueErrors.InvalidInput("Please do not set Max Capacity if using Worker Type and Number of Workers.");
        }

        CheckArguments(job.Name, job.DefaultArguments);
        CheckArguments(job.Name, job.NonOverridableArguments);
    }

    /// <summary>Refuses a time-out that Glue does not take.</summary>
    internal static void CheckTimeout(string job, int? minutes)
    {
        if (minutes is < 1 or > LongestMinutes)
        {
            throw GlueErrors.InvalidInput($"Job {job} has the Timeout {minutes}: it must be between 1 and {LongestMinutes} minutes.");
        }
    }

    /// <summary>Refuses arguments that a script would not get to see.</summary>
    internal static void CheckArguments(string job, IReadOnlyDictionary<string, string>? arguments)
    {
        foreach (var name in arguments?.Keys ?? [])
        {
            if (!name.StartsWith("--", StringComparison.Ordinal) || name.Length < 3)
            {
                throw GlueErrors.InvalidInput($"Job {job}: the argument '{name}' must begin with two dashes, as --{name.TrimStart('-')}.");
            }
        }
    }

    private static void AtLeast(JobDefinition job, string member, int? value, int least)
    {
        if (value < least)
        {
            throw Invalid(job, $"has the {member} {value}: it must be {least} or more");
        }
    }

    private static AwsServiceException Invalid(JobDefinition job, string what) => GlueErrors.InvalidInput($"Job {job.Name} {what}.");
}
