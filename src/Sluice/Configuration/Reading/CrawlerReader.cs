namespace Sluice.Configuration.Reading;

/// <summary>Reads an item of <c>crawlers</c>.</summary>
internal static class CrawlerReader
{
    public static CrawlerConfiguration Read(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var crawler = new CrawlerConfiguration
        {
            Name = fields.RequiredText("name", TextRule.CrawlerName),
            Zone = fields.RequiredWord<Zone>("zone"),
            Targets = fields.List("targets", "an array of prefixes", least: 1, item => fields.Text(item, TextRule.BucketPrefix) ?? ""),
            TablePrefix = fields.OptionalText("table_prefix", TextRule.TablePrefix) ?? "",
            Exclusions = fields.List("exclusions", null, least: 0, item => fields.Text(item, TextRule.Any) ?? ""),
        };
        fields.Done();
        return crawler;
    }
}
