using Sluice.Configuration;
using Sluice.Planning;

namespace Sluice.Tests.Planning;

public sealed class TableStorageTests
{
    [Fact]
    public void Parquet()
    {
        var storage = TableStorage.Of(TableFormat.Parquet);

        Assert.Equal("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat", storage.InputFormat);
        Assert.Equal("org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat", storage.OutputFormat);
        Assert.Equal("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", storage.SerializationLibrary);
        Assert.Equal("EXTERNAL=TRUE classification=parquet", Join(storage.TableParameters));
    }

    [Fact]
    public void Csv()
    {
        var storage = TableStorage.Of(TableFormat.Csv, new CsvConfiguration(";", 2));

        Assert.Equal("org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe", storage.SerializationLibrary);
        Assert.Equal("field.delim=; serialization.format=;", Join(storage.SerdeParameters));
        Assert.Equal("EXTERNAL=TRUE classification=csv skip.header.line.count=2", Join(storage.TableParameters));
        Assert.Equal("field.delim=, serialization.format=,", Join(TableStorage.Of(TableFormat.Csv).SerdeParameters));
        Assert.Equal("EXTERNAL=TRUE classification=csv", Join(TableStorage.Of(TableFormat.Csv).TableParameters));
    }

    [Fact]
    public void Json() => Assert.Equal("org.apache.hive.hcatalog.data.JsonSerDe", TableStorage.Of(TableFormat.Json).SerializationLibrary);

    private static string Join(IReadOnlyDictionary<string, string> parameters) =>
        string.Join(' ', parameters.Select(pair => $"{pair.Key}={pair.Value}"));
}
