namespace Sluice.Configuration.Reading;

/// <summary>Reads an item of <c>incoming</c>.</summary>
internal static class IncomingReader
{
    public static IncomingConfiguration Read(ConfigurationNode node, ErrorList errors)
    {
        var fields = new ObjectReader(node, errors);
        var incoming = new IncomingConfiguration
        {
            Pattern = fields.RequiredText("pattern", TextRule.FilePattern),
            Table = fields.RequiredText("table", TextRule.TableName),
            Count = fields.OptionalWord<FileCount>("count") ?? FileCount.One,
            Checksum = fields.OptionalWord<ChecksumAlgorithm>("checksum"),
        };
        fields.Done();
        return incoming;
    }
}
