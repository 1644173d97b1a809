using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Lake.Glue.Crawlers;

/// <summary>
/// A crawler's <c>Configuration</c> text
/// (<see href="https://docs.aws.amazon.com/glue/latest/dg/crawler-configuration.html"/>). A member that is not listed here is
/// refused.
/// </summary>
internal sealed record CrawlerConfiguration
{
    private static readonly JsonSerializerOptions Options = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public decimal? Version { get; init; }

    public OutputSettings? CrawlerOutput { get; init; }

    public GroupingSettings? Grouping { get; init; }

    /// <summary>Partition indexes make AWS's lookups quick; the lake's need none.</summary>
    public bool? CreatePartitionIndex { get; init; }

    /// <summary>Whether existing columns stay as they are and only new ones are added.</summary>
    [JsonIgnore]
    internal bool MergesNewColumns => CrawlerOutput?.Tables?.AddOrUpdateBehavior is not null;

    /// <summary>Whether partitions take the table's columns and format in place of their own.</summary>
    [JsonIgnore]
    internal bool PartitionsInherit => CrawlerOutput?.Partitions?.AddOrUpdateBehavior is not null;

    /// <summary>Whether compatible files make one table however different their columns are.</summary>
    [JsonIgnore]
    internal bool CombinesSchemas => Grouping?.TableGroupingPolicy is not null;

    /// <summary>The level of the folders that are tables, the bucket being level 1; null to find out.</summary>
    [JsonIgnore]
    internal int? TableLevel => Grouping?.TableLevelConfiguration;

    internal static CrawlerConfiguration Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new CrawlerConfiguration();
        }

        CrawlerConfiguration configuration;
        try
        {
            configuration = JsonSerializer.Deserialize<CrawlerConfiguration>(text, Options) ?? new CrawlerConfiguration();
        }
        catch (JsonException exception)
        {
            throw GlueErrors.InvalidInput($"The crawler's Configuration is not valid: {Protocol.AwsJson.Explain(exception)}");
        }

        Check(configuration.Version, "Version", null, 1.0m);
        Check(configuration.CrawlerOutput?.Tables?.AddOrUpdateBehavior, "CrawlerOutput.Tables.AddOrUpdateBehavior", null, "MergeNewColumns");
        Check(configuration.CrawlerOutput?.Partitions?.AddOrUpdateBehavior, "CrawlerOutput.Partitions.AddOrUpdateBehavior", null, "InheritFromTable");
        Check(configuration.Grouping?.TableGroupingPolicy, "Grouping.TableGroupingPolicy", null, "CombineCompatibleSchemas");
        return configuration.TableLevel is < 1
            ? throw GlueErrors.InvalidInput(
                $"The crawler's Configuration has Grouping.TableLevelConfiguration {configuration.TableLevel}: it must be 1 (the bucket) or more.")
            : configuration;
    }

    private static void Check<T>(T? value, string member, params T?[] allowed)
    {
        if (!allowed.Contains(value))
        {
            throw GlueErrors.InvalidInput(
                $"The crawler's Configuration has {member} {value}: the lake supports {allowed.Last()} or leaving it out.");
        }
    }

    internal sealed record Behavior(string? AddOrUpdateBehavior);

    internal sealed record OutputSettings(Behavior? Partitions, Behavior? Tables);

    internal sealed record GroupingSettings(string? TableGroupingPolicy, int? TableLevelConfiguration);
}
