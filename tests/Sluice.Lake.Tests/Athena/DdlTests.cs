namespace Sluice.Lake.Tests.Athena;

public sealed class DdlTests
{
    /// <summary>The landing table of seed 002, as it stands there.</summary>
    private const string Utility =
        """

        CREATE EXTERNAL TABLE utility_data_oh(
          plant_id_eia int,
          plant_id_epa int,
          emissions_unit_id_epa string,
          operating_datetime_utc timestamp,
          year int,
          state string,
          operating_time_hours float,
          gross_load_mw float,
          heat_content_mmbtu float,
          steam_load_1000_lbs float,
          so2_mass_lbs float,
          so2_mass_measurement_code string,
          nox_mass_lbs float,
          nox_mass_measurement_code string,
          co2_mass_tons float,
          co2_mass_measurement_code string
        )
        PARTITIONED BY (
          exec_date date)
        ROW FORMAT SERDE
          'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'
        STORED AS INPUTFORMAT
          'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat'
        OUTPUTFORMAT
          'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat'
        LOCATION
          's3://lake/landing_db_dev/utility_data_oh';

        """;

    private const string Audit =
        """
        CREATE EXTERNAL TABLE audit_db_dev.audit(
          layer varchar(50),
          attribute varchar(100),
          period date,
          curr_value varchar(100)
          )
        PARTITIONED BY (
          pipeline varchar(50),
          exec_date date,
          table_name varchar(100),
          time_grain varchar(50)
          )
        ROW FORMAT SERDE
          'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'
        STORED AS INPUTFORMAT
          'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat'
        OUTPUTFORMAT
          'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat'
        LOCATION
        's3://lake/audit_db_dev/audit/'
        ;
        """;

    [Fact]
    public async Task The_landing_table_of_the_emissions_pipeline_is_created_and_repaired()
    {
        await using var lake = new AthenaLake();
        var created = await lake.SucceedAsync(Utility);
        Assert.Equal(("DDL", "CREATE_TABLE"), ((string?)created["StatementType"], (string?)created["SubstatementType"]));
        Assert.EndsWith(".txt", (string?)created["ResultConfiguration"]!["OutputLocation"]);

        var table = lake.Catalog.FindTable("db", "utility_data_oh")!;
        Assert.Equal(16, table.StorageDescriptor!.Columns!.Count);
        Assert.Equal("timestamp", table.StorageDescriptor.Columns[3].Type);
        Assert.Equal(("exec_date", "date"), (table.PartitionKeys![0].Name, table.PartitionKeys[0].Type));
        Assert.Equal("s3://lake/landing_db_dev/utility_data_oh", table.StorageDescriptor.Location);
        Assert.Equal("EXTERNAL_TABLE", table.TableType);

        await lake.PutParquetAsync("landing_db_dev/utility_data_oh/exec_date=2023-11-08/a.parquet", "SELECT 1::INTEGER AS plant_id_eia");
        Assert.Equal(
            ["Partitions not in metastore:\tutility_data_oh:exec_date=2023-11-08", "Repair: Added partition to metastore utility_data_oh:exec_date=2023-11-08"],
            await lake.RowsAsync("msck repair table utility_data_oh;"));
        Assert.Empty(await lake.RowsAsync("msck repair table utility_data_oh;"));
        Assert.Equal(["1|2023-11-08"], await lake.RowsAsync("SELECT plant_id_eia, exec_date FROM utility_data_oh"));
    }

    [Fact]
    public async Task The_audit_table_has_four_partition_keys()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE DATABASE audit_db_dev");
        await lake.SucceedAsync(Audit);
        await lake.SucceedAsync(
            "INSERT INTO audit_db_dev.audit SELECT 'landing', 'co2', DATE '2023-11-01', '1.5', 'a/b', DATE '2023-11-08', 't', CAST(NULL AS varchar)");

        Assert.Equal(
            ["pipeline=a%2Fb/exec_date=2023-11-08/table_name=t/time_grain=__HIVE_DEFAULT_PARTITION__"],
            await lake.RowsAsync("SHOW PARTITIONS audit_db_dev.audit"));
        Assert.Equal(
            ["landing|co2|2023-11-01|1.5|a/b|2023-11-08|t|∅"], await lake.RowsAsync("SELECT * FROM \"audit_db_dev\".\"audit\""));
    }

    [Fact]
    public async Task All_column_types_and_comments_are_kept()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(
            """
            CREATE EXTERNAL TABLE IF NOT EXISTS `db.Every_Type` (
              `a` tinyint COMMENT 'it''s small', b SMALLINT, c integer, d bigint, e boolean, f float, g double, h decimal(10, 2),
              i char(3), j varchar(5), k string, l binary, m date, n timestamp,
              o array< struct < x : int , y : map<string,array<double>> > > COMMENT "nested"
            ) COMMENT 'all of them' STORED AS PARQUET LOCATION 's3://lake/t/' TBLPROPERTIES ('classification'='parquet')
            """);

        var table = lake.Catalog.FindTable("db", "every_type")!;
        Assert.Equal(
            ["tinyint", "smallint", "int", "bigint", "boolean", "float", "double", "decimal(10,2)", "char(3)", "varchar(5)", "string", "binary", "date",
                "timestamp", "array<struct<x:int,y:map<string,array<double>>>>"],
            table.StorageDescriptor!.Columns!.Select(static column => column.Type));
        Assert.Equal(("it's small", "nested", "all of them"), (table.StorageDescriptor.Columns![0].Comment, table.StorageDescriptor.Columns[14].Comment, table.Description));
        Assert.Equal("parquet", table.Parameters!["classification"]);
        Assert.Equal("a                   \ttinyint             \tit's small          ", (await lake.RowsAsync("DESCRIBE every_type"))[0]);
    }

    [Fact]
    public async Task Partitions_are_added_read_and_dropped()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a int) PARTITIONED BY (d date, kind string) STORED AS PARQUET LOCATION 's3://lake/t/'");
        await lake.PutParquetAsync("elsewhere/run=7/1.parquet", "SELECT 1::INTEGER AS a");
        await lake.SucceedAsync(
            "ALTER TABLE t ADD IF NOT EXISTS PARTITION (d = '2023-11-08', kind = 'x') LOCATION 's3://lake/elsewhere/run=7/' PARTITION (kind = 'y', d = '2023-11-08')");

        Assert.Equal(["1|2023-11-08|x"], await lake.RowsAsync("SELECT * FROM t"));
        Assert.Equal(["d=2023-11-08/kind=x", "d=2023-11-08/kind=y"], await lake.RowsAsync("SHOW PARTITIONS t"));
        Assert.StartsWith(
            "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. AlreadyExistsException(message:",
            await lake.FailAsync("ALTER TABLE t ADD PARTITION (d = '2023-11-08', kind = 'x')"));

        await lake.SucceedAsync("ALTER TABLE t DROP PARTITION (d = '2023-11-08', kind = 'x'), PARTITION (d = '2023-11-08', kind = 'y')");
        await lake.SucceedAsync("ALTER TABLE t DROP IF EXISTS PARTITION (d = '2023-11-08', kind = 'x')");
        Assert.Empty(await lake.RowsAsync("SHOW PARTITIONS t"));
        Assert.Single(lake.Keys("elsewhere/"));
        Assert.Equal(
            "FAILED: SemanticException partition spec (d) doesn't match the partition keys (d, kind) of table db.t",
            await lake.FailAsync("ALTER TABLE t ADD PARTITION (d = '2023-11-08')"));
    }

    [Fact]
    public async Task Databases_are_created_and_dropped()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE SCHEMA IF NOT EXISTS extra COMMENT 'more' LOCATION 's3://lake/extra/'");
        await lake.SucceedAsync("CREATE DATABASE IF NOT EXISTS extra");
        Assert.Equal(("more", "s3://lake/extra/"), (lake.Catalog.FindDatabase("extra")!.Description, lake.Catalog.FindDatabase("extra")!.LocationUri));
        await lake.SucceedAsync("CREATE EXTERNAL TABLE extra.t (a int) STORED AS PARQUET LOCATION 's3://lake/t/'");
        Assert.Equal(["db", "extra"], await lake.RowsAsync("SHOW DATABASES"));
        Assert.Equal(["t"], await lake.RowsAsync("SHOW TABLES IN extra"));
        Assert.EndsWith("Database extra is not empty. One or more tables exist.)", await lake.FailAsync("DROP DATABASE extra"));
        await lake.SucceedAsync("DROP DATABASE extra CASCADE");
        await lake.SucceedAsync("DROP DATABASE IF EXISTS extra");
        Assert.Equal("FAILED: SemanticException [Error 10072]: Database does not exist: extra", await lake.FailAsync("DROP SCHEMA extra"));
    }

    [Fact]
    public async Task A_dropped_table_leaves_its_objects()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a int) STORED AS PARQUET LOCATION 's3://lake/t/'");
        await lake.SucceedAsync("INSERT INTO t VALUES 1");
        await lake.SucceedAsync("DROP TABLE t");
        Assert.Single(lake.Keys("t/"));
        Assert.Equal("FAILED: SemanticException [Error 10001]: Table not found db.t", await lake.FailAsync("DROP TABLE t"));
        await lake.SucceedAsync("DROP TABLE IF EXISTS t");
    }

    [Fact]
    public async Task Show_create_table_gives_a_statement_that_creates_it()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(
            "CREATE EXTERNAL TABLE t (a int COMMENT 'x', b array<string>) PARTITIONED BY (d date) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' LOCATION 's3://lake/t/' TBLPROPERTIES ('skip.header.line.count'='1')");
        var before = lake.Catalog.FindTable("db", "t")!;
        var statement = string.Join('\n', await lake.RowsAsync("SHOW CREATE TABLE t"));
        await lake.SucceedAsync("DROP TABLE t");
        await lake.SucceedAsync(statement);
        var after = lake.Catalog.FindTable("db", "t")!;

        Assert.Equal(before.StorageDescriptor!.Columns, after.StorageDescriptor!.Columns);
        Assert.Equal(before.PartitionKeys, after.PartitionKeys);
        Assert.Equal(before.StorageDescriptor.SerdeInfo!.Parameters, after.StorageDescriptor.SerdeInfo!.Parameters);
        Assert.Equal("1", after.Parameters!["skip.header.line.count"]);
    }

    [Theory]
    [InlineData("CREATE EXTERNAL TABLE t (a int) STORED AS PARQUET", "SYNTAX_ERROR: line 1:50: mismatched input '<EOF>'. Expecting: 'LOCATION' (an external table has one)")]
    [InlineData("CREATE EXTERNAL TABLE t (a itn) LOCATION 's3://lake/t/'", "SYNTAX_ERROR: line 1:28: 'itn' is not a column type: there is no type 'itn'")]
    [InlineData("CREATE EXTERNAL TABLE t (a int,\n a int) LOCATION 's3://lake/t/'", "SYNTAX_ERROR: line 2:2: Duplicate column name: a")]
    [InlineData("CREATE EXTERNAL TABLE no.t (a int) LOCATION 's3://lake/t/'", "FAILED: SemanticException [Error 10072]: Database does not exist: no")]
    [InlineData("CREATE EXTERNAL TABLE t (a int) LOCATION '/tmp'", "SYNTAX_ERROR: line 1:42: '/tmp' is not an s3:// location")]
    [InlineData("CREATE TABLE t AS SELECT 1", "NOT_SUPPORTED: the lake does not support CREATE TABLE AS and Iceberg tables (CREATE EXTERNAL TABLE works) yet. Run this statement on AWS, or write it another way.")]
    [InlineData("UNLOAD (SELECT 1) TO 's3://lake/x/'", "NOT_SUPPORTED: the lake does not support UNLOAD yet. Run this statement on AWS, or write it another way.")]
    [InlineData("MSCK REPAIR TABLE nothing", "TABLE_NOT_FOUND: line 1:19: Table 'awsdatacatalog.db.nothing' does not exist")]
    [InlineData("SELECT 'open", "SYNTAX_ERROR: line 1:8: the string that begins here is not closed")]
    public async Task Failures_say_what_and_where(string sql, string reason)
    {
        await using var lake = new AthenaLake();
        Assert.Equal(reason, await lake.FailAsync(sql));
    }
}
