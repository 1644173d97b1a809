namespace Sluice.Configuration.Reading;

/// <summary>Reads <c>polling</c>.</summary>
internal static class PollingReader
{
    private const int Day = 86_400;

    public static PollingConfiguration Read(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var defaults = new PollingConfiguration();
        var polling = new PollingConfiguration
        {
            CrawlerLimitSeconds = fields.OptionalNumber("crawler_limit_seconds", least: 1, most: Day, defaults.CrawlerLimitSeconds),
            QueryLimitSeconds = fields.OptionalNumber("query_limit_seconds", least: 1, most: Day, defaults.QueryLimitSeconds),
        };
        fields.Done();
        return polling;
    }
}
