namespace Sluice.Configuration.Reading;

/// <summary>Reads <c>polling</c>.</summary>
internal static class PollingReader
{
    // What looking at them takes of the 25,000 events that an execution may have: of a crawler some 1,700, of a query some 4,500.
    private const int LongestCrawl = 21_600;
    private const int LongestQuery = 14_400;

    public static PollingConfiguration Read(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var defaults = new PollingConfiguration();
        var polling = new PollingConfiguration
        {
            CrawlerLimitSeconds = fields.OptionalNumber("crawler_limit_seconds", least: 1, most: LongestCrawl, defaults.CrawlerLimitSeconds),
            QueryLimitSeconds = fields.OptionalNumber("query_limit_seconds", least: 1, most: LongestQuery, defaults.QueryLimitSeconds),
        };
        fields.Done();
        return polling;
    }
}
