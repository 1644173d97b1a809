using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Glue.Crawlers.Crawling;

namespace Sluice.Lake.Glue.Crawlers.Jdbc;

/// <summary>How a crawler describes a database's table in the catalog, as Glue's crawlers write it.</summary>
internal static class JdbcTableDefinition
{
    internal const string ConnectionName = "connectionName";
    internal const string Classification = "classification";
    internal const string PostgreSql = "postgresql";

    internal static GlueTable Table(CrawlerDefinition crawler, string connection, string database, string name, JdbcTable found)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["CrawlerSchemaDeserializerVersion"] = "1.0",
            ["CrawlerSchemaSerializerVersion"] = "1.0",
            [TableDefinition.UpdatedBy] = crawler.Name,
            [Classification] = PostgreSql,
            ["compressionType"] = "none",
            [ConnectionName] = connection,
            ["typeOfData"] = "table",
        };
        return new GlueTable
        {
            Name = name,
            DatabaseName = database,
            Owner = "owner",
            Retention = 0,
            TableType = "EXTERNAL_TABLE",
            StorageDescriptor = new StorageDescriptor
            {
                Columns = found.Columns,
                Location = found.Location,
                Compressed = false,
                NumberOfBuckets = -1,
                SerdeInfo = new SerDeInfo { Parameters = new SortedDictionary<string, string>(StringComparer.Ordinal) },
                BucketColumns = [],
                SortColumns = [],
                Parameters = parameters,
                StoredAsSubDirectories = false,
            },
            Parameters = parameters,
            PartitionKeys = [],
        };
    }
}
