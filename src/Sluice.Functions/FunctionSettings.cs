using Sluice.Planning;

namespace Sluice.Functions;

/// <summary>What the template tells every function, in environment variables. Nothing else configures a function.</summary>
public sealed record FunctionSettings
{
    /// <summary>The stage's buckets and databases.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary><c>ASSETS_BUCKET</c>: pipelines' folders, run plans, outcomes.</summary>
    public string AssetsBucket => Environment.AssetsBucket;

    /// <summary><c>ATHENA_WORK_GROUP</c>: where statements run.</summary>
    public required string WorkGroup { get; init; }

    /// <summary><c>CRAWLER_ROLE_ARN</c>: the role that crawlers are given.</summary>
    public required string CrawlerRoleArn { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <param name="variable">Gives a variable's value, or null: <see cref="System.Environment.GetEnvironmentVariable(string)"/>.</param>
    /// <exception cref="SettingsException">Variables are missing; names all of them.</exception>
    public static FunctionSettings Read(Func<string, string?> variable)
    {
        var missing = new List<string>();
        string Required(string name)
        {
            var value = variable(name);
            if (string.IsNullOrWhiteSpace(value))
            {
                missing.Add(name);
            }

            return value ?? "";
        }

        var settings = new FunctionSettings
        {
            Environment = new RunEnvironment
            {
                Stage = Required("STAGE"),
                LandingBucket = Required("LANDING_BUCKET"),
                ProcessedBucket = Required("PROCESSED_BUCKET"),
                AuditBucket = Required("AUDIT_BUCKET"),
                LandingDatabase = Required("LANDING_DATABASE"),
                ProcessedDatabase = Required("PROCESSED_DATABASE"),
                AuditDatabase = Required("AUDIT_DATABASE"),
                AssetsBucket = Required("ASSETS_BUCKET"),
            },
            WorkGroup = Required("ATHENA_WORK_GROUP"),
            CrawlerRoleArn = Required("CRAWLER_ROLE_ARN"),
        };
        return missing.Count == 0
            ? settings
            : throw new SettingsException(
                $"The environment lacks {string.Join(", ", missing)}. Globals.Function.Environment in template.yaml sets them for every function.");
    }
}
