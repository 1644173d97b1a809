namespace Sluice.Configuration.Reading;

/// <summary>Reads an item of <c>etl</c>.</summary>
internal static class EtlReader
{
    public static EtlConfiguration Read(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var etl = new EtlConfiguration
        {
            Sql = fields.RequiredText("sql", TextRule.SqlFile),
            Table = fields.OptionalText("table", TextRule.TableName),
            Write = fields.OptionalWord<WriteMode>("write") ?? WriteMode.Replace,
            DateRange = fields.Find("date_range") is { } range ? DateRange(range, errors) : null,
        };
        fields.Done();
        return etl;
    }

    private static DateRangeConfiguration DateRange(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var range = new DateRangeConfiguration(
            fields.OptionalNumber("days_before", least: 0, most: 3660, otherwise: 0),
            fields.OptionalWord<DateRangeEnd>("until") ?? DateRangeEnd.ExecDate,
            fields.OptionalNumber("partitions_per_day", least: 1, most: 100, otherwise: 1));
        fields.Done();
        return range;
    }
}
