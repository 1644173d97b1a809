using System.Globalization;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>How a crawler describes files in the catalog: columns, SerDe and parameters, as Glue's crawlers write them.</summary>
internal static class TableDefinition
{
    internal const string UpdatedBy = "UPDATED_BY_CRAWLER";
    internal const string Deprecated = "DEPRECATED_BY_CRAWLER";

    /// <summary>The table that the files make.</summary>
    internal static GlueTable Table(CrawlerDefinition crawler, string database, string name, string bucket, FoundTable found)
    {
        var descriptor = Descriptor(crawler, $"s3://{bucket}/{found.Prefix}", found.Files, found.PartitionKeys);
        return new GlueTable
        {
            Name = name,
            DatabaseName = database,
            Owner = "owner",
            Retention = 0,
            TableType = "EXTERNAL_TABLE",
            StorageDescriptor = descriptor,
            Parameters = descriptor.Parameters,

            // Partition keys are always strings: https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html
            PartitionKeys = found.PartitionKeys.Select(static key => new GlueColumn { Name = key, Type = "string" }).ToList(),
        };
    }

    /// <summary>Where and how files are stored.</summary>
    internal static StorageDescriptor Descriptor(
        CrawlerDefinition crawler, string location, IReadOnlyList<ClassifiedFile> files, IReadOnlyList<string> partitionKeys)
    {
        var schema = files[0].Schema;
        var parquet = schema.Format == FileFormat.Parquet;
        var columns = Columns(files, partitionKeys);
        return new StorageDescriptor
        {
            Columns = columns.Select(static column => new GlueColumn { Name = column.Name, Type = column.Type }).ToList(),
            Location = location,
            InputFormat = parquet
                ? "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat"
                : "org.apache.hadoop.mapred.TextInputFormat",
            OutputFormat = parquet
                ? "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"
                : "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            Compressed = schema.Gzip,
            NumberOfBuckets = -1,
            SerdeInfo = SerDe(schema, columns.Select(static column => column.Source)),
            BucketColumns = [],
            SortColumns = [],
            Parameters = Parameters(crawler, schema, files),
            StoredAsSubDirectories = false,
        };
    }

    private static SerDeInfo SerDe(FileSchema schema, IEnumerable<string> names) => schema.Format switch
    {
        FileFormat.Parquet => new SerDeInfo
        {
            SerializationLibrary = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
            Parameters = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["serialization.format"] = "1" },
        },
        FileFormat.Json => new SerDeInfo
        {
            SerializationLibrary = "org.openx.data.jsonserde.JsonSerDe",
            Parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["paths"] = string.Join(',', names.Order(StringComparer.Ordinal)),
            },
        },
        _ => new SerDeInfo
        {
            SerializationLibrary = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
            Parameters = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["field.delim"] = schema.Delimiter.ToString() },
        },
    };

    private static SortedDictionary<string, string> Parameters(
        CrawlerDefinition crawler, FileSchema schema, IReadOnlyList<ClassifiedFile> files)
    {
        var size = files.Sum(static file => file.Object.Size);
        var records = files.Sum(static file => file.Schema.RecordCount);
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["CrawlerSchemaDeserializerVersion"] = "1.0",
            ["CrawlerSchemaSerializerVersion"] = "1.0",
            [UpdatedBy] = crawler.Name,
            ["averageRecordSize"] = Text(records == 0 ? 0 : Math.Max(1, size / records)),
            ["classification"] = schema.Format switch
            {
                FileFormat.Parquet => "parquet",
                FileFormat.Json => "json",
                _ => "csv",
            },
            ["compressionType"] = schema.Gzip ? "gzip" : "none",
            ["objectCount"] = Text(files.Count),
            ["recordCount"] = Text(records),
            ["sizeKey"] = Text(size),
            ["typeOfData"] = "file",
        };
        if (schema.Format == FileFormat.Csv)
        {
            parameters["areColumnsQuoted"] = files.Any(static file => file.Schema.Quoted) ? "true" : "false";
            parameters["columnsOrdered"] = "true";
            parameters["delimiter"] = schema.Delimiter.ToString();
            if (schema.HasHeader)
            {
                parameters["skip.header.line.count"] = "1";
            }
        }

        return parameters;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The columns of all files: types widened where they differ, columns that only some have at the end, in lower case.</summary>
    private static List<(string Name, string Source, string Type)> Columns(
        IReadOnlyList<ClassifiedFile> files, IReadOnlyList<string> partitionKeys)
    {
        var order = new List<string>();
        var types = new Dictionary<string, (string Source, HiveType Type)>(StringComparer.Ordinal);
        foreach (var schema in files.Select(static file => file.Schema).DistinctBy(static schema => schema.Columns))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (source, type) in schema.Columns)
            {
                var name = source.ToLowerInvariant();

                // A CSV file's columns count by their place, so a name that comes twice is two columns.
                while (!seen.Add(name) && schema.Format == FileFormat.Csv)
                {
                    name += "_1";
                }

                if (types.TryGetValue(name, out var known))
                {
                    types[name] = (known.Source, HiveType.Merge(known.Type, type));
                }
                else
                {
                    order.Add(name);
                    types[name] = (source, type);
                }
            }
        }

        // Athena refuses a table with a column that is also a partition key; the folder's value is the one that counts.
        return order
            .Where(name => files[0].Schema.Format == FileFormat.Csv || !partitionKeys.Contains(name, StringComparer.Ordinal))
            .Select(name => (name, types[name].Source, types[name].Type.ToString()))
            .ToList();
    }
}
