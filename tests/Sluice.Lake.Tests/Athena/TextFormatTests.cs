namespace Sluice.Lake.Tests.Athena;

/// <summary>What the SerDes of text make of lines.</summary>
public sealed class TextFormatTests
{
    private const string OpenX = "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'";

    [Theory]
    [InlineData(OpenX)]
    [InlineData("ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'")]
    public async Task Json_keys_are_found_whatever_their_case(string format)
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(
            $"CREATE EXTERNAL TABLE t (id int, obj struct<innerkey:int,items:array<struct<name:string>>>, tags map<string,int>, plain array<int>) {format} LOCATION 's3://lake/t/'");
        await lake.PutTextAsync(
            "t/a.json",
            """
            {"Id": 1, "Obj": {"InnerKey": 5, "Items": [{"Name": "a"}, {"NAME": "b"}]}, "Tags": {"Red": 1}, "PLAIN": [1, 2]}
            {"id": 2, "obj": {"innerkey": null}, "a/b~C": 1}
            {"ID": 3, "obj": null}
            """);
        await lake.PutTextAsync("t/b.json", """{"id": 4, "obj": {"innerkey": 6, "items": [{"name": "c"}]}}""");

        Assert.Equal(
            ["1|{innerkey=5, items=[{name=a}, {name=b}]}|{Red=1}|[1, 2]", "2|{innerkey=null, items=null}|∅|∅", "3|∅|∅|∅", "4|{innerkey=6, items=[{name=c}]}|∅|∅"],
            await lake.RowsAsync("SELECT * FROM t ORDER BY id"));
    }

    [Fact]
    public async Task Json_keys_are_found_at_every_depth()
    {
        await using var lake = new AthenaLake();
        var (type, json) = ("string", "\"x\"");
        for (var depth = 12; depth > 0; depth--)
        {
            (type, json) = ($"struct<first:int,level{depth}:{type},last:int>", $"{{\"LEVEL{depth}\":{json},\"last\":{depth}}}");
        }

        await lake.SucceedAsync($"CREATE EXTERNAL TABLE t (top {type}) {OpenX} LOCATION 's3://lake/t/'");
        await lake.PutTextAsync("t/a.json", $"{{\"Top\":{json}}}");

        Assert.Equal(
            ["x|12"],
            await lake.RowsAsync($"SELECT top.{string.Join('.', Enumerable.Range(1, 12).Select(static depth => $"level{depth}"))}, "
                + $"top.{string.Join('.', Enumerable.Range(1, 11).Select(static depth => $"level{depth}"))}.last FROM t"));
    }

    [Theory]
    [InlineData(OpenX, "{\"A\": \"Andr?\"}\n")]
    [InlineData("ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'", "Andr?\\\n")]
    public async Task Text_that_is_not_UTF_8_fails_the_queries_that_read_its_partition(string format, string text)
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync($"CREATE EXTERNAL TABLE t (a string) PARTITIONED BY (d string) {format} LOCATION 's3://lake/t/'");
        await lake.PutTextAsync("t/d=1/1.txt", text.Replace('?', 'e'));
        using var latin1 = new MemoryStream([.. System.Text.Encoding.Latin1.GetBytes(text.Replace('?', '\u00e9'))]);
        await lake.Store.PutAsync("lake", "t/d=2/2.txt", latin1, "text/plain", AthenaLake.Token);
        await lake.SucceedAsync("MSCK REPAIR TABLE t");

        Assert.Equal(["Andre"], await lake.RowsAsync("SELECT rtrim(a, '\\') FROM t WHERE d = '1'"));
        Assert.StartsWith("HIVE_CURSOR_ERROR: Failed to read file s3://lake/t/d=2/2.txt: ", await lake.FailAsync("SELECT a FROM t"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_keys_may_be_mapped_or_held_to_their_case()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync($"CREATE EXTERNAL TABLE mapped (id int, at string) {OpenX} WITH SERDEPROPERTIES ('mapping.at'='@timestamp') LOCATION 's3://lake/t/'");
        await lake.SucceedAsync($"CREATE EXTERNAL TABLE strict (id int) {OpenX} WITH SERDEPROPERTIES ('case.insensitive'='false') LOCATION 's3://lake/t/'");
        await lake.PutTextAsync("t/a.json", """{"Id": 1, "@timestamp": "now"}""");

        Assert.Equal(["1|now"], await lake.RowsAsync("SELECT * FROM mapped"));
        Assert.Equal(["∅"], await lake.RowsAsync("SELECT * FROM strict"));
    }

    [Fact]
    public async Task Malformed_json_and_values_that_do_not_fit_fail_unless_they_may_be_ignored()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync($"CREATE EXTERNAL TABLE t (id int) {OpenX} LOCATION 's3://lake/t/'");
        await lake.SucceedAsync($"CREATE EXTERNAL TABLE u (id int) {OpenX} WITH SERDEPROPERTIES ('ignore.malformed.json'='true') LOCATION 's3://lake/t/'");
        await lake.PutTextAsync("t/a.json", "{\"Id\": 1}\n{\"Id\": \n");

        Assert.StartsWith("HIVE_CURSOR_ERROR: Failed to read file s3://lake/t/a.json: ", await lake.FailAsync("SELECT id FROM t"), StringComparison.Ordinal);
        Assert.Contains("1", await lake.RowsAsync("SELECT id FROM u"));
    }

    [Fact]
    public async Task Delimited_text_may_have_escapes()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(
            """CREATE EXTERNAL TABLE t (a string, b string, c int) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' ESCAPED BY '\\' LOCATION 's3://lake/t/'""");
        await lake.PutTextAsync("t/a.csv", "a\\,b,c\\\\d,1\n,\\N,2\nplain,end\\\n");

        Assert.Equal([@"a,b|c\d|1", "|∅|2", @"plain|end\|∅"], await lake.RowsAsync("SELECT * FROM t ORDER BY c"));
    }

    [Fact]
    public async Task Booleans_of_delimited_text_are_true_and_false()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a boolean) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/t/'");
        await lake.PutTextAsync("t/a.csv", "true\nFALSE\n1\nt\n\n");

        Assert.Equal(["true", "false", "∅", "∅", "∅"], await lake.RowsAsync("SELECT a FROM t"));
    }

    [Fact]
    public async Task Nested_columns_of_delimited_text_are_refused()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a array<string>) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' COLLECTION ITEMS TERMINATED BY '|' LOCATION 's3://lake/t/'");
        await lake.PutTextAsync("t/a.csv", "x|y\n");

        Assert.StartsWith("NOT_SUPPORTED: Column 'a' of db.t is of type array<string>", await lake.FailAsync("SELECT a FROM t"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quoted_csv_has_escapes_and_doubled_quotes()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(
            "CREATE EXTERNAL TABLE t (n int, a string, b string) ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde' LOCATION 's3://lake/t/'");
        await lake.PutTextAsync("t/a.csv", "1,\"a\\\"b\",\"x\"\n2,\"c\",\"d,e\"\n\"3\",\"say \"\"hi\"\"\",c:\\\\d\n4\n");

        Assert.Equal(["1|a\"b|x", "2|c|d,e", "3|say \"hi\"|c:\\d", "4||"], await lake.RowsAsync("SELECT * FROM t ORDER BY n"));
    }

    [Fact]
    public async Task Dates_of_quoted_csv_are_numbers()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(
            "CREATE EXTERNAL TABLE t (d date, at timestamp) ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde' LOCATION 's3://lake/t/'");
        await lake.PutTextAsync("t/a.csv", "18262,1577836800000\n\"\",\n");

        Assert.Equal(["2020-01-01|2020-01-01 00:00:00.000", "∅|∅"], await lake.RowsAsync("SELECT * FROM t ORDER BY d"));
    }

    [Fact]
    public async Task Partition_projection_is_refused()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(
            """
            CREATE EXTERNAL TABLE t (a string) PARTITIONED BY (d string) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/t/'
            TBLPROPERTIES ('projection.enabled'='true', 'projection.d.type'='enum', 'projection.d.values'='x,y')
            """);

        Assert.StartsWith(
            "NOT_SUPPORTED: the lake does not support partition projection (projection.enabled of 'db.t')", await lake.FailAsync("SELECT a FROM t"), StringComparison.Ordinal);
    }
}
