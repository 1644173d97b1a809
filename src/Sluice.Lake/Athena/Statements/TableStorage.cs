using Sluice.Lake.Athena.Sql;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Statements;

/// <summary>How a table's files are read and written, put together from the clauses of CREATE EXTERNAL TABLE.</summary>
internal sealed class TableStorage
{
    private const string Lazy = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
    private const string TextInput = "org.apache.hadoop.mapred.TextInputFormat";
    private const string TextOutput = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

    private readonly Dictionary<string, string> parameters = new(StringComparer.Ordinal);
    private string? library;
    private string? input;
    private string? output;

    /// <summary>Takes what follows <c>ROW FORMAT</c>.</summary>
    public void ReadRowFormat(TokenReader reader)
    {
        if (reader.TryTake("SERDE"))
        {
            library = HiveText.Read(reader, "the SerDe's class in quotes");
            if (reader.TryTake("WITH", "SERDEPROPERTIES"))
            {
                foreach (var (name, value) in HiveText.ReadProperties(reader))
                {
                    parameters[name] = value;
                }
            }

            return;
        }

        reader.Expect("DELIMITED");
        library = Lazy;
        while (ReadDelimiter(reader))
        {
        }
    }

    /// <summary>Takes what follows <c>STORED AS</c>.</summary>
    public void ReadStoredAs(TokenReader reader)
    {
        if (reader.TryTake("INPUTFORMAT"))
        {
            input = HiveText.Read(reader, "the input format's class in quotes");
            reader.Expect("OUTPUTFORMAT");
            output = HiveText.Read(reader, "the output format's class in quotes");
        }
        else if (reader.TryTake("PARQUET"))
        {
            library ??= "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
            input = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat";
            output = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat";
        }
        else if (reader.TryTake("JSONFILE"))
        {
            library ??= "org.apache.hive.hcatalog.data.JsonSerDe";
        }
        else if (!reader.TryTake("TEXTFILE"))
        {
            throw reader.Unexpected("'PARQUET', 'TEXTFILE', 'JSONFILE', 'INPUTFORMAT' (the lake reads no other format yet)");
        }
    }

    /// <summary>The whole, for the catalog.</summary>
    public StorageDescriptor Build(IReadOnlyList<GlueColumn> columns, string location)
    {
        parameters.TryAdd("serialization.format", parameters.GetValueOrDefault("field.delim", "1"));
        return new StorageDescriptor
        {
            Columns = columns,
            Location = location,
            InputFormat = input ?? TextInput,
            OutputFormat = output ?? TextOutput,
            Compressed = false,
            NumberOfBuckets = -1,
            SerdeInfo = new SerDeInfo { SerializationLibrary = library ?? Lazy, Parameters = parameters },
        };
    }

    private bool ReadDelimiter(TokenReader reader)
    {
        if (reader.TryTake("FIELDS", "TERMINATED", "BY"))
        {
            parameters["field.delim"] = HiveText.Read(reader, "a delimiter in quotes");
        }
        else if (reader.TryTake("ESCAPED", "BY"))
        {
            parameters["escape.delim"] = HiveText.Read(reader, "an escape character in quotes");
        }
        else if (reader.TryTake("COLLECTION", "ITEMS", "TERMINATED", "BY"))
        {
            parameters["collection.delim"] = HiveText.Read(reader, "a delimiter in quotes");
        }
        else if (reader.TryTake("MAP", "KEYS", "TERMINATED", "BY"))
        {
            parameters["mapkey.delim"] = HiveText.Read(reader, "a delimiter in quotes");
        }
        else if (reader.TryTake("LINES", "TERMINATED", "BY"))
        {
            parameters["line.delim"] = HiveText.Read(reader, "a delimiter in quotes");
        }
        else if (reader.TryTake("NULL", "DEFINED", "AS"))
        {
            parameters["serialization.null.format"] = HiveText.Read(reader, "a text in quotes");
        }
        else
        {
            return false;
        }

        return true;
    }
}
