using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Lake.Glue;
using Sluice.Lake.Glue.Jobs.Scripts.Copying;
using Sluice.Tests.Shared;

namespace Sluice.Lake.Tests.Glue.Jobs;

/// <summary>What <c>glue/copy_table.py</c> does in the lake, from a real PostgreSQL and from files.</summary>
public sealed class CopyTableTests
{
    private const string Dirty =
        "id,name,amount,day,at,open\r\n" +
        "1, Ann ,10.50,2026-01-02,2026-01-02 03:04:05,true\r\n" +
        "2,\"O'Neil, \"\"Bo\"\"\",,,2026-01-02T03:04:05+01:00,FALSE\r\n" +
        " ,nobody,1,2026-01-01,,\r\n" +
        "1,Ann again,7.000,2026-02-02,2026-03-02 00:00:00,true\r\n" +
        "007,\"two\nlines\",0.1,1999-12-31,,true\r\n";

    private const string Columns = "id bigint, name string, amount decimal(10,2), day date, at timestamp, open boolean";

    [Fact]
    public async Task Csv_IsTrimmedTypedAndOneRowAKey()
    {
        await using var lake = await LakeAsync(Dirty);
        await SucceedsAsync(lake, "parquet", ("columns", Columns), ("key", "id"), ("latest_by", "at"));
        Assert.Equal(
            """
            id BIGINT, name VARCHAR, amount DECIMAL(10,2), day DATE, at TIMESTAMP, open BOOLEAN
            1|Ann again|7.00|2026-02-02|2026-03-02 00:00:00|true
            2|O'Neil, "Bo"|NULL|NULL|2026-01-02 02:04:05|false
            7|two
            lines|0.10|1999-12-31|NULL|true
            """,
            lake.Rows("out/"));
        var log = File.ReadAllText(Assert.Single(Directory.EnumerateFiles(Path.Combine(lake.Folder.Root, "glue", "jobs"), "*.log")));
        Assert.Contains("Left out 1 rows without id and 1 of a key that there was already.", log, StringComparison.Ordinal);
        Assert.Contains("Wrote 3 rows to s3://sluice-landing-000000000000-dev/out/.", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GzipThatIsCutOff_FailsTheRun_AndTheCopyBeforeStays()
    {
        using var buffer = new MemoryStream();
        await using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.ASCII.GetBytes("id,name\n" + string.Concat(Enumerable.Range(0, 5000).Select(static id => $"{id},name {id * 7919}\n"))));
        }

        await using var lake = await LakeAsync("id,name\n1,a\n");
        lake.Store.Delete(GlueLake.Bucket, "raw/people/part-00000.csv");
        await lake.PutAsync("raw/people/part-00000.csv.gz", buffer.ToArray());
        await lake.CrawlAsync("raw");
        await SucceedsAsync(lake, "csv", ("columns", "id int, name string"));
        var before = await ObjectAsync(lake, "out/part-00000.csv");
        await lake.PutAsync("raw/people/part-00000.csv.gz", buffer.ToArray()[..(int)(buffer.Length / 2)]);

        Assert.Equal(
            $"s3://{GlueLake.Bucket}/raw/people/part-00000.csv.gz is not a whole gzip file; was it cut off? Deliver it again. The copy before stays.",
            await FailsAsync(lake, "csv", ("columns", "id int, name string")));
        Assert.Equal(before, await ObjectAsync(lake, "out/part-00000.csv"));
    }

    [Fact]
    public async Task RowsOfOneKey_AreToldApartByTheColumnsInTurn_WhenNothingElseDoes()
    {
        await using var lake = await LakeAsync("id,name,size\n1,a,3\n1,b,2\n1,b,\n1,,9\n");
        await SucceedsAsync(lake, "parquet", ("columns", "id int, name string, size int"), ("key", "id"));
        Assert.Equal("id INTEGER, name VARCHAR, size INTEGER\n1|b|2", lake.Rows("out/"));
    }

    [Fact]
    public async Task AValueOfAnotherType_FailsTheRun_NamingColumns_AndTheCopyBeforeStays()
    {
        await using var lake = await LakeAsync(Dirty);
        await lake.PutAsync("out/part-00000.snappy.parquet", "before");
        var error = await FailsAsync(lake, "parquet", ("columns", "id tinyint, name date, amount decimal(2,1), at date"));
        Assert.Equal(
            "db.raw_people: 5 values of name are not of type date; 1 values of amount are not of type decimal(2,1); 3 values of at are not of type date. " +
            "Correct them at the source, or make the columns string.",
            error);
        Assert.Equal("before", Encoding.UTF8.GetString(await ObjectAsync(lake, "out/part-00000.snappy.parquet")));
    }

    [Fact]
    public async Task ASourceWithoutRows_FailsTheRun_AndTheCopyBeforeStays()
    {
        await using var lake = await LakeAsync("id,name\n1,a\n2,b\n");
        await SucceedsAsync(lake, "csv");
        await lake.PutAsync("raw/people/part-00000.csv", "id,name\n");
        Assert.Equal("db.raw_people has no rows. The copy before stays.", await FailsAsync(lake, "csv"));
        lake.Store.Delete(GlueLake.Bucket, "raw/people/part-00000.csv");
        Assert.Equal("db.raw_people has no rows. The copy before stays.", await FailsAsync(lake, "csv"));
        await lake.PutAsync("raw/people/part-00000.csv", "id,name\n,a\n");
        Assert.Equal("db.raw_people, cleansed, has no rows. The copy before stays.", await FailsAsync(lake, "csv", ("columns", "id int, name string"), ("key", "id")));
        Assert.Equal("id,name\n1,a\n2,b\n", Encoding.UTF8.GetString(await ObjectAsync(lake, "out/part-00000.csv")));
    }

    [Theory]
    [InlineData("decimal(4,1)", ".")]
    [InlineData("decimal(4,1)", "-")]
    [InlineData("double", "e5")]
    [InlineData("int", "1.5")]
    [InlineData("int", "1e3")]
    [InlineData("int", "2147483648")]
    [InlineData("tinyint", "128")]
    [InlineData("double", "1,5")]
    [InlineData("double", "NaN")]
    [InlineData("decimal(4,1)", "1.25")]
    [InlineData("decimal(4,1)", "1000")]
    [InlineData("boolean", "yes")]
    [InlineData("date", "2026-02-30")]
    [InlineData("date", "2026-1-2")]
    [InlineData("date", "20260102")]
    [InlineData("timestamp", "2026-01-02")]
    [InlineData("timestamp", "2026-01-02 25:00:00")]
    public async Task AText_ThatIsNotOfTheType_IsNeverGuessedAt(string type, string text)
    {
        await using var lake = await LakeAsync($"id,v\n1,\"{text}\"\n2,\n");
        var error = await FailsAsync(lake, "csv", ("columns", $"id int, v {type}"));
        Assert.Equal($"db.raw_people: 1 values of v are not of type {type}. Correct them at the source, or make the columns string.", error);
    }

    [Theory]
    [InlineData("int", "+0012", "12")]
    [InlineData("double", ".5", "0.5")]
    [InlineData("double", "1.", "1.0")]
    [InlineData("double", "-1.5E+3", "-1500.0")]
    [InlineData("decimal(4,1)", "00123.40", "123.4")]
    [InlineData("decimal(4,0)", "12.", "12")]
    [InlineData("boolean", "True", "true")]
    [InlineData("timestamp", "2026-01-02 03:04:05.123456Z", "2026-01-02 03:04:05.123456")]
    [InlineData("timestamp", "2026-01-02T03:04:05+02", "2026-01-02 01:04:05")]
    [InlineData("string", "\u00a0 0123\t", "0123")]
    public async Task AText_OfTheType_IsTaken(string type, string text, string value)
    {
        await using var lake = await LakeAsync($"id,v\n1,{text}\n2,\n");
        await SucceedsAsync(lake, "parquet", ("columns", $"v {type}"));
        Assert.Equal([value, "NULL"], lake.Rows("out/").Split('\n').Skip(1));
    }

    [Fact]
    public async Task WithoutColumns_CsvHasTheCatalogs_AndParquetStaysAsItIs()
    {
        await using var lake = await LakeAsync("id,name\n1, a \n2,b\n");
        await SucceedsAsync(lake, "parquet");
        Assert.Equal("id BIGINT, name VARCHAR\n1|a\n2|b", lake.Rows("out/"));

        await lake.PutParquetAsync("files/rows.parquet", "SELECT ' x ' AS t, [1, 2] AS l, DATE '2026-01-01' AS d");
        await lake.CreateCrawlerAsync("files", "files/");
        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("files"));
        await SucceedsAsync(lake, "parquet", ("source_table", "files"));
        Assert.Equal("t VARCHAR, l INTEGER[], d DATE\n x |[1, 2]|2026-01-01", lake.Rows("out/"));
        Assert.Equal(
            "The column l has values that CSV has no form for. Copy it as parquet, or leave it out with --columns.",
            await FailsAsync(lake, "csv", ("source_table", "files")));
    }

    [Fact]
    public async Task ACopy_TakesThePlaceOfTheOneBefore_AndOfNothingElse()
    {
        await using var lake = await LakeAsync("id,name\n1,a\n2,\"b,\"\"c\"\"\"\n");
        await lake.PutAsync("out/part-00003.snappy.parquet", "old");
        await lake.PutAsync("out/readme.txt", "kept");
        await SucceedsAsync(lake, "csv");
        await SucceedsAsync(lake, "csv");
        Assert.Equal(["out/part-00000.csv", "out/readme.txt"], lake.Store.List(GlueLake.Bucket, "out/").Select(static found => found.Key));
        Assert.Equal("id,name\n1,a\n2,\"b,\"\"c\"\"\"\n", Encoding.UTF8.GetString(await ObjectAsync(lake, "out/part-00000.csv")));
    }

    [Fact]
    public void TheShapesOfValues_AreTheScripts()
    {
        using var stream = typeof(GlueService).Assembly.GetManifestResourceStream("glue/copy_table.py")!; // embedded by the project
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var script = reader.ReadToEnd();
        Assert.All(
            [CopyColumn.Integer, CopyColumn.Number, CopyColumn.Date, CopyColumn.Timestamp, "(?i:true|false)"],
            shape => Assert.Contains($"r\"^{shape}$\"", script, StringComparison.Ordinal));
        Assert.Contains($"r\"{Cleansing.Blanks}\"", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format", "json", "--format is json: it must be csv or parquet.")]
    [InlineData("target", "s3://sluice-landing-000000000000-dev/", "--target is s3://sluice-landing-000000000000-dev/: it must be s3://bucket/folder/.")]
    [InlineData("target", "s3://sluice-landing-000000000000-dev/raw_tmp/people", "--target is s3://sluice-landing-000000000000-dev/raw_tmp/people: what is in raw_tmp/ is deleted after a day. Name another folder.")]
    [InlineData("target", "s3://nosuch/out", "--target is s3://nosuch/out, and there is no bucket nosuch.")]
    [InlineData("source_table", "nosuch", "There is no table nosuch in the Glue database db. Run the crawler that registers it. A crawler makes none of a CSV file that has no rows.")]
    [InlineData("columns", "id", "--columns has 'id': it must be a name and a type, with commas between columns.")]
    [InlineData("columns", "id number", "--columns: id has the type number: 'number' is not a column type: there is no type 'number'.")]
    [InlineData("columns", "id array<int>", "--columns: id is of type array<int>, which text is not turned into. There are: string, boolean, tinyint, smallint, int, bigint, float, double, decimal, date, timestamp.")]
    [InlineData("columns", "id int, ID int", "--columns names id twice.")]
    [InlineData("columns", "id int, nosuch int", "--columns names nosuch, which db.raw_people does not have. It has: id, name, amount, day, at, open.")]
    [InlineData("key", "id", "--key needs --columns: a key is told after its values have been trimmed.")]
    [InlineData("latest_by", "at", "--latest_by needs --key: it chooses among rows of one key.")]
    public async Task WrongArguments_AreNamed(string name, string value, string message)
    {
        await using var lake = await LakeAsync(Dirty);
        Assert.Equal(message, await FailsAsync(lake, "csv", (name, value)));
    }

    [Fact]
    public async Task PostgreSql_IsCopiedTypeByType()
    {
        await using var server = await PostgresServer.StartAsync();
        await server.ExecuteAsync("""
            CREATE TABLE kinds (
              "Id" bigint, small smallint, whole integer, ratio real, share double precision, amount numeric(12,2), name text, letters char(3),
              day date, at timestamp, at_zone timestamptz, open boolean, raw bytea, doc jsonb, parts integer[], words text[]);
            INSERT INTO kinds VALUES
              (9007199254740993, -5, 7, 0.25, 1e-7, 1234567890.12, E'a,"b"\n\\.', 'x', '1999-12-31', '2026-01-02 03:04:05.678901', '2026-01-02 03:04:05+02', true,
               '\x00ff', '{"a": 1}', '{1,NULL,3}', '{"a,b","c\"d"}'),
              (NULL, NULL, NULL, 'NaN', 'Infinity', NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}'),
              (1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, '', NULL, NULL, NULL);
            """);
        await using var lake = GlueLake.Create();
        await SourceAsync(lake, server, "kinds");

        await SucceedsAsync(lake, "parquet", ("source_table", "shop_public_kinds"));

        Assert.Equal(
            """
            id BIGINT, small SMALLINT, whole INTEGER, ratio FLOAT, share DOUBLE, amount DECIMAL(12,2), name VARCHAR, letters VARCHAR, day DATE, at TIMESTAMP, at_zone TIMESTAMP, open BOOLEAN, raw BLOB, doc VARCHAR, parts INTEGER[], words VARCHAR[]
            9007199254740993|-5|7|0.25|1e-07|1234567890.12|a,"b"
            \.|x  |1999-12-31|2026-01-02 03:04:05.678901|2026-01-02 01:04:05|true|\x00\xFF|{"a": 1}|[1, NULL, 3]|['a,b', 'c"d']
            NULL|NULL|NULL|nan|inf|NULL||NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|[]
            1|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|false||NULL|NULL|NULL
            """,
            lake.Rows("out/"));
    }

    [Fact]
    public async Task ADatabaseThatCannotBeRead_FailsTheRun_AndNoSecretIsSaid()
    {
        await using var server = await PostgresServer.StartAsync();
        await server.ExecuteAsync("CREATE TABLE people (id int, name text); INSERT INTO people VALUES (1, 'a');");
        await using var lake = GlueLake.Create();
        await SourceAsync(lake, server, "people");

        await server.ExecuteAsync("ALTER TABLE people DROP COLUMN name;");
        Assert.Equal(
            "db.shop_public_people has the column name, which public.people of connection shop has no more, or that the user sluice may not read. Run its crawler again.",
            await FailsAsync(lake, "csv", ("source_table", "shop_public_people")));

        await server.ExecuteAsync("DROP TABLE people;");
        Assert.Equal(
            $"db.shop_public_people cannot be read: Connection shop: the database 127.0.0.1:{server.Port}/shop has no table public.people that the user sluice may read. " +
            "Create it, grant SELECT on it, or run its crawler again.",
            await FailsAsync(lake, "csv", ("source_table", "shop_public_people")));

        await lake.SecretAsync("PutSecretValue", """{"SecretId": "shop", "SecretString": "{\"username\":\"sluice\",\"password\":\"wr0ng-one\"}"}""");
        var wrong = await FailsAsync(lake, "csv", ("source_table", "shop_public_people"));
        Assert.StartsWith($"db.shop_public_people cannot be read: Connection shop cannot open the database 127.0.0.1:{server.Port}/shop: ", wrong, StringComparison.Ordinal);

        await server.StopAsync();
        var down = await FailsAsync(lake, "csv", ("source_table", "shop_public_people"));
        Assert.Contains("Check that the database is up", down, StringComparison.Ordinal);
        var logs = string.Concat(Directory.EnumerateFiles(Path.Combine(lake.Folder.Root, "glue"), "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.DoesNotContain("wr0ng-one", wrong + down + logs, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Password, wrong + down + logs, StringComparison.Ordinal);
    }

    private static async Task SourceAsync(GlueLake lake, PostgresServer server, string table)
    {
        await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");
        await lake.SecretAsync("CreateSecret", new JsonObject { ["Name"] = "shop", ["SecretString"] = server.Secret }.ToJsonString());
        await lake.CallAsync("CreateConnection", $$"""
            {"ConnectionInput": {"Name": "shop", "ConnectionType": "JDBC", "ConnectionProperties": {"JDBC_CONNECTION_URL": "{{server.JdbcUrl}}", "SECRET_ID": "shop"} } }
            """);
        await lake.CallAsync("CreateCrawler", $$"""
            {"Name": "source", "Role": "crawl", "DatabaseName": "db", "Targets": {"JdbcTargets": [{"ConnectionName": "shop", "Path": "shop/public/{{table}}"}]} }
            """);
        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("source"));
    }

    /// <summary>A lake whose table <c>raw_people</c> is this CSV file.</summary>
    private static async Task<GlueLake> LakeAsync(string csv)
    {
        var lake = GlueLake.Create();
        await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");
        await lake.PutAsync("raw/people/part-00000.csv", csv);
        await lake.CreateCrawlerAsync("raw", "raw/people/", """, "TablePrefix": "raw_" """);
        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("raw"));
        return lake;
    }

    private static async Task SucceedsAsync(GlueLake lake, string format, params (string Name, string Value)[] arguments) =>
        Assert.Equal("", await RunAsync(lake, format, arguments));

    private static async Task<string> FailsAsync(GlueLake lake, string format, params (string Name, string Value)[] arguments)
    {
        var error = await RunAsync(lake, format, arguments);
        Assert.NotEqual("", error);
        return error;
    }

    /// <summary>Runs the job; returns its error, or an empty text.</summary>
    private static async Task<string> RunAsync(GlueLake lake, string format, (string Name, string Value)[] arguments)
    {
        if ((await lake.CallAsync("ListJobs", "{}"))["JobNames"]!.AsArray().Count == 0)
        {
            using var stream = typeof(GlueService).Assembly.GetManifestResourceStream("glue/copy_table.py")!; // embedded by the project
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await lake.PutAsync("glue/copy_table.py", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
            await lake.CallAsync("CreateJob", $$"""
                {"Name": "copy", "Role": "jobs", "Command": {"Name": "glueetl", "ScriptLocation": "s3://{{GlueLake.Bucket}}/glue/copy_table.py", "PythonVersion": "3"},
                 "DefaultArguments": {"--source_database": "db", "--source_table": "raw_people", "--target": "s3://{{GlueLake.Bucket}}/out"} }
                """);
        }

        var given = new JsonObject { ["--format"] = format };
        foreach (var (name, value) in arguments)
        {
            given["--" + name] = value;
        }

        var id = (string)(await lake.CallAsync("StartJobRun", new JsonObject { ["JobName"] = "copy", ["Arguments"] = given }.ToJsonString()))["JobRunId"]!;
        await lake.Service.WaitForJobRunAsync("copy", id, TestContext.Current.CancellationToken);
        var run = (await lake.CallAsync("GetJobRun", $$"""{"JobName": "copy", "RunId": "{{id}}"}"""))["JobRun"]!;
        return (string?)run["JobRunState"] == "SUCCEEDED" ? "" : $"{run["ErrorMessage"]}";
    }

    private static async Task<byte[]> ObjectAsync(GlueLake lake, string key) => await File.ReadAllBytesAsync(
        lake.Store.Find(GlueLake.Bucket, key)!.FilePath, TestContext.Current.CancellationToken); // a missing one fails the test
}
