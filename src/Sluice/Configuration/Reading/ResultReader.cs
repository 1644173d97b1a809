namespace Sluice.Configuration.Reading;

/// <summary>Reads an item of <c>results</c>.</summary>
internal static class ResultReader
{
    public static ResultConfiguration Read(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var result = new ResultConfiguration
        {
            Name = fields.RequiredText("name", TextRule.ResultName),
            Sql = fields.RequiredText("sql", TextRule.SqlFile),
            // The first page begins with the header, so a page of one row would have none.
            PageRows = fields.OptionalNumber("page_rows", least: 2, most: 1000, otherwise: 250),
            Concurrency = fields.OptionalNumber("concurrency", least: 1, most: 40, otherwise: 1),
            Handler = fields.OptionalText("handler", TextRule.RowHandler) ?? ResultConfiguration.DefaultHandler,
        };
        fields.Done();
        return result;
    }
}
