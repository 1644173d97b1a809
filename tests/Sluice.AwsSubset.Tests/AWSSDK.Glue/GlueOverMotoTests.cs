using Amazon.Glue;
using Amazon.Glue.Model;
using Sluice.AwsSubset.Tests.Servers;

namespace Sluice.AwsSubset.Tests.AWSSDK.Glue;

public sealed class GlueOverMotoTests(MotoServer moto) : IClassFixture<MotoServer>, IAsyncLifetime
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly string _database = "db_" + Guid.NewGuid().ToString("N");
    private IAmazonGlue _glue = null!;

    public async ValueTask InitializeAsync()
    {
        _glue = moto.Glue();
        await _glue.CreateDatabaseAsync(
            new CreateDatabaseRequest
            {
                DatabaseInput = new DatabaseInput
                {
                    Name = _database,
                    Description = "landing",
                    LocationUri = "s3://landing/",
                    Parameters = new Dictionary<string, string> { ["owner"] = "sluice" },
                },
            },
            Cancel);
    }

    public ValueTask DisposeAsync()
    {
        _glue?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_database_is_created_and_read()
    {
        var database = (await _glue.GetDatabaseAsync(new GetDatabaseRequest { Name = _database }, Cancel)).Database;

        Assert.Equal(_database, database.Name);
        Assert.Equal("landing", database.Description);
        Assert.Equal("s3://landing/", database.LocationUri);
        Assert.Equal("sluice", database.Parameters["owner"]);
        Assert.NotNull(database.CreateTime);
    }

    [Fact]
    public async Task A_database_that_exists_or_does_not_is_an_error_of_its_own()
    {
        await Assert.ThrowsAsync<AlreadyExistsException>(() => _glue.CreateDatabaseAsync(
            new CreateDatabaseRequest { DatabaseInput = new DatabaseInput { Name = _database } }, Cancel));
        await Assert.ThrowsAsync<EntityNotFoundException>(
            () => _glue.GetDatabaseAsync(new GetDatabaseRequest { Name = "absent" }, Cancel));
    }

    [Fact]
    public async Task A_table_is_created_changed_listed_and_deleted()
    {
        await CreateTableAsync("t1");
        await CreateTableAsync("t2");

        var table = (await _glue.GetTableAsync(new GetTableRequest { DatabaseName = _database, Name = "t1" }, Cancel)).Table;
        Assert.Equal("EXTERNAL_TABLE", table.TableType);
        Assert.Equal("exec_date", Assert.Single(table.PartitionKeys).Name);
        Assert.Equal(["a:bigint", "b:string"], table.StorageDescriptor.Columns.Select(c => c.Name + ":" + c.Type));
        Assert.Equal("parquet-serde", table.StorageDescriptor.SerdeInfo.SerializationLibrary);
        Assert.False(table.StorageDescriptor.Compressed);
        Assert.Equal("parquet", table.Parameters["classification"]);

        await _glue.UpdateTableAsync(
            new UpdateTableRequest
            {
                DatabaseName = _database,
                TableInput = new TableInput { Name = "t1", StorageDescriptor = Storage("s3://landing/t1/run=2/") },
            },
            Cancel);
        var tables = (await _glue.GetTablesAsync(new GetTablesRequest { DatabaseName = _database }, Cancel)).TableList;
        Assert.Equal(["t1", "t2"], tables.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.Equal("s3://landing/t1/run=2/", tables.Single(t => t.Name == "t1").StorageDescriptor.Location);

        await _glue.DeleteTableAsync(new DeleteTableRequest { DatabaseName = _database, Name = "t1" }, Cancel);
        await Assert.ThrowsAsync<EntityNotFoundException>(
            () => _glue.GetTableAsync(new GetTableRequest { DatabaseName = _database, Name = "t1" }, Cancel));
    }

    [Fact]
    public async Task A_partition_is_created_read_and_changed()
    {
        await CreateTableAsync("t");
        await _glue.CreatePartitionAsync(
            new CreatePartitionRequest { DatabaseName = _database, TableName = "t", PartitionInput = Partition("1996-01-01", 1) },
            Cancel);
        await Assert.ThrowsAsync<AlreadyExistsException>(() => _glue.CreatePartitionAsync(
            new CreatePartitionRequest { DatabaseName = _database, TableName = "t", PartitionInput = Partition("1996-01-01", 1) },
            Cancel));

        await _glue.UpdatePartitionAsync(
            new UpdatePartitionRequest
            {
                DatabaseName = _database,
                TableName = "t",
                PartitionValueList = ["1996-01-01"],
                PartitionInput = Partition("1996-01-01", 2),
            },
            Cancel);

        var partition = (await _glue.GetPartitionAsync(
            new GetPartitionRequest { DatabaseName = _database, TableName = "t", PartitionValues = ["1996-01-01"] },
            Cancel)).Partition;
        Assert.Equal(["1996-01-01"], partition.Values);
        Assert.Equal("s3://landing/t/run=2/1996-01-01/", partition.StorageDescriptor.Location);
        Assert.NotNull(partition.CreationTime);
    }

    [Fact]
    public async Task Partitions_are_created_read_changed_and_deleted_in_batches()
    {
        await CreateTableAsync("t");
        var created = await _glue.BatchCreatePartitionAsync(
            new BatchCreatePartitionRequest
            {
                DatabaseName = _database,
                TableName = "t",
                PartitionInputList = [Partition("1996-01-01", 1), Partition("1996-01-02", 1)],
            },
            Cancel);
        Assert.Null(created.Errors);

        var again = await _glue.BatchCreatePartitionAsync(
            new BatchCreatePartitionRequest
            {
                DatabaseName = _database, TableName = "t", PartitionInputList = [Partition("1996-01-02", 1)],
            },
            Cancel);
        var error = Assert.Single(again.Errors);
        Assert.Equal(["1996-01-02"], error.PartitionValues);
        Assert.Equal("AlreadyExistsException", error.ErrorDetail.ErrorCode);

        var updated = await _glue.BatchUpdatePartitionAsync(
            new BatchUpdatePartitionRequest
            {
                DatabaseName = _database,
                TableName = "t",
                Entries =
                [
                    new() { PartitionValueList = ["1996-01-01"], PartitionInput = Partition("1996-01-01", 2) },
                    new() { PartitionValueList = ["2000-01-01"], PartitionInput = Partition("2000-01-01", 2) },
                ],
            },
            Cancel);
        Assert.Equal(["2000-01-01"], Assert.Single(updated.Errors).PartitionValueList);

        var read = await _glue.BatchGetPartitionAsync(
            new BatchGetPartitionRequest
            {
                DatabaseName = _database,
                TableName = "t",
                PartitionsToGet = [new() { Values = ["1996-01-01"] }, new() { Values = ["1996-01-02"] }],
            },
            Cancel);
        Assert.Equal(
            ["s3://landing/t/run=1/1996-01-02/", "s3://landing/t/run=2/1996-01-01/"],
            read.Partitions.Select(p => p.StorageDescriptor.Location).Order(StringComparer.Ordinal));

        await _glue.BatchDeletePartitionAsync(
            new BatchDeletePartitionRequest
            {
                DatabaseName = _database, TableName = "t", PartitionsToDelete = [new() { Values = ["1996-01-01"] }],
            },
            Cancel);
        var left = await _glue.GetPartitionsAsync(
            new GetPartitionsRequest { DatabaseName = _database, TableName = "t", Expression = "exec_date >= '1996-01-01'" },
            Cancel);
        Assert.Equal(["1996-01-02"], Assert.Single(left.Partitions).Values);
    }

    [Fact]
    public async Task A_crawler_is_created_started_and_stopped()
    {
        var name = "crawler-" + _database;
        await _glue.CreateCrawlerAsync(
            new CreateCrawlerRequest
            {
                Name = name,
                Role = "arn:aws:iam::000000000000:role/crawler",
                DatabaseName = _database,
                Targets = new CrawlerTargets { S3Targets = [new S3Target { Path = "s3://landing/t/", Exclusions = ["*.tmp"] }] },
                SchemaChangePolicy = new SchemaChangePolicy { UpdateBehavior = UpdateBehavior.LOG, DeleteBehavior = DeleteBehavior.LOG },
            },
            Cancel);

        var ready = (await _glue.GetCrawlerAsync(new GetCrawlerRequest { Name = name }, Cancel)).Crawler;
        Assert.Equal(CrawlerState.READY, ready.State);
        Assert.Equal("s3://landing/t/", Assert.Single(ready.Targets.S3Targets).Path);
        Assert.Equal(UpdateBehavior.LOG, ready.SchemaChangePolicy.UpdateBehavior);

        await _glue.StartCrawlerAsync(new StartCrawlerRequest { Name = name }, Cancel);
        Assert.Equal(
            CrawlerState.RUNNING, (await _glue.GetCrawlerAsync(new GetCrawlerRequest { Name = name }, Cancel)).Crawler.State);
        await Assert.ThrowsAsync<CrawlerRunningException>(
            () => _glue.StartCrawlerAsync(new StartCrawlerRequest { Name = name }, Cancel));

        await _glue.StopCrawlerAsync(new StopCrawlerRequest { Name = name }, Cancel);
        await Assert.ThrowsAsync<EntityNotFoundException>(
            () => _glue.StartCrawlerAsync(new StartCrawlerRequest { Name = "absent" }, Cancel));
    }

    private Task CreateTableAsync(string name) => _glue.CreateTableAsync(
        new CreateTableRequest
        {
            DatabaseName = _database,
            TableInput = new TableInput
            {
                Name = name,
                TableType = "EXTERNAL_TABLE",
                Parameters = new Dictionary<string, string> { ["classification"] = "parquet" },
                PartitionKeys = [new Column { Name = "exec_date", Type = "date" }],
                StorageDescriptor = Storage($"s3://landing/{name}/"),
            },
        },
        Cancel);

    private static StorageDescriptor Storage(string location) => new()
    {
        Location = location,
        Columns = [new Column { Name = "a", Type = "bigint" }, new Column { Name = "b", Type = "string" }],
        Compressed = false,
        SerdeInfo = new SerDeInfo { SerializationLibrary = "parquet-serde" },
    };

    private static PartitionInput Partition(string date, int run) => new()
    {
        Values = [date],
        StorageDescriptor = Storage($"s3://landing/t/run={run}/{date}/"),
    };
}
