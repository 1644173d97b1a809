namespace Sluice.Configuration.Reading;

/// <summary>Reads an item of <c>tables</c>.</summary>
internal static class TableReader
{
    public static TableConfiguration Read(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var table = new TableConfiguration
        {
            Name = fields.RequiredText("name", TextRule.TableName),
            Zone = fields.RequiredWord<Zone>("zone"),
            Description = fields.OptionalText("description", TextRule.Any),
            Format = fields.OptionalWord<TableFormat>("format") ?? TableFormat.Parquet,
            Csv = fields.Find("csv") is { } csv ? Csv(csv, errors) : null,
            Columns = fields.List("columns", "an array of columns", least: 1, item => Column(item, errors)),
            PartitionKeys = fields.List("partition_keys", null, least: 0, item => PartitionKey(item, errors)),
        };
        fields.Done();
        if (table.Csv is not null && table.Format != TableFormat.Csv)
        {
            errors.Add(fields.Find("csv")!, "Found csv settings for a table of another format. Expected \"format\": \"csv\", or no csv settings."); // just found
        }

        foreach (var twice in table.Columns.Concat(table.PartitionKeys).Where(column => column.Name.Length > 0)
            .GroupBy(column => column.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            errors.Add(node, $"The table has two columns '{twice.Key}', partition keys counted. Expected different names.");
        }

        return table;
    }

    private static ColumnConfiguration Column(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var column = new ColumnConfiguration(
            fields.RequiredText("name", TextRule.ColumnName),
            fields.RequiredText("type", TextRule.ColumnType),
            fields.OptionalText("comment", TextRule.Any));
        fields.Done();
        return column;
    }

    private static ColumnConfiguration PartitionKey(ConfigurationNode node, ErrorList errors)
    {
        var column = Column(node, errors);
        if (Sql.HiveType.TryParse(column.Type, out var type) && !type.CanPartition)
        {
            errors.Add(node, $"A partition key cannot be of type {column.Type}. Expected boolean, tinyint, smallint, int, bigint, string, varchar(n), char(n) or date.");
        }

        return column;
    }

    private static CsvConfiguration Csv(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var csv = new CsvConfiguration(
            fields.OptionalText("delimiter", TextRule.Delimiter) ?? ",",
            fields.OptionalNumber("header_lines", least: 0, most: 100, otherwise: 0));
        fields.Done();
        return csv;
    }
}
