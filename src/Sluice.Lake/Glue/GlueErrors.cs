using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue;

/// <summary>
/// Glue's errors, in one place: the codes are those of
/// <see href="https://docs.aws.amazon.com/glue/latest/webapi/CommonErrors.html"/> and each operation's own list.
/// </summary>
internal static class GlueErrors
{
    internal static AwsServiceException InvalidInput(string message) => new("InvalidInputException", message);

    internal static AwsServiceException CatalogNotFound(string id, string own) =>
        NotFound($"Catalog {id} not found. The lake has one catalog, {own}: leave CatalogId out.");

    internal static AwsServiceException DatabaseNotFound(string name) => NotFound($"Database {name} not found.");

    internal static AwsServiceException TableNotFound(string database, string name) => NotFound($"Table {database}.{name} not found.");

    internal static AwsServiceException PartitionNotFound(string database, string table, IEnumerable<string> values) =>
        NotFound($"Partition [{string.Join(", ", values)}] of table {database}.{table} not found.");

    internal static AwsServiceException CrawlerNotFound(string name) => NotFound($"Crawler with name {name} does not exist.");

    internal static AwsServiceException ConnectionNotFound(string name) =>
        NotFound($"Connection {name} not found. aws glue get-connections shows which there are.");

    internal static AwsServiceException ConnectionExists(string name) => Exists($"Connection {name} already exists.");

    internal static AwsServiceException DatabaseExists(string name) => Exists($"Database {name} already exists.");

    internal static AwsServiceException TableExists(string database, string name) => Exists($"Table {database}.{name} already exists.");

    internal static AwsServiceException PartitionExists(string database, string table, IEnumerable<string> values) =>
        Exists($"Partition [{string.Join(", ", values)}] of table {database}.{table} already exists.");

    internal static AwsServiceException CrawlerExists(string name) => Exists($"Crawler with name {name} already exists.");

    internal static AwsServiceException TableChanged(string database, string name, string expected, string? current) => new(
        "ConcurrentModificationException",
        $"Update table {database}.{name} failed due to concurrent modifications: the update is of version {expected}, " +
        $"the table is at version {current}. Read the table again and repeat the update.");

    internal static AwsServiceException CrawlerRunning(string name) =>
        new("CrawlerRunningException", $"Crawler with name {name} has already started.");

    internal static AwsServiceException CrawlerBusy(string name, string what) =>
        new("CrawlerRunningException", $"Crawler with name {name} cannot be {what} while it is running.");

    internal static AwsServiceException CrawlerStopping(string name) =>
        new("CrawlerStoppingException", $"Crawler with name {name} is already stopping.");

    internal static AwsServiceException CrawlerNotRunning(string name) =>
        new("CrawlerNotRunningException", $"Crawler with name {name} isn't running.");

    internal static AwsServiceException JobNotFound(string name) => NotFound($"Job {name} not found: the lake has no such job.");

    internal static AwsServiceException JobExists(string name) => Exists($"Job with name {name} already exists.");

    internal static AwsServiceException JobRunNotFound(string job, string id) => NotFound($"Run {id} of job {job} not found.");

    internal static AwsServiceException JobRunNotRunning(string job, string id, string state) =>
        InvalidInput($"Run {id} of job {job} cannot be stopped: it is {state}.");

    internal static AwsServiceException ConcurrentRuns(string job, int max) => new(
        "ConcurrentRunsExceededException", $"Concurrent runs exceeded for {job}: {max} at once (MaxConcurrentRuns).");

    internal static AwsServiceException LimitExceeded(string message) => new("ResourceNumberLimitExceededException", message);

    private static AwsServiceException NotFound(string message) => new("EntityNotFoundException", message);

    private static AwsServiceException Exists(string message) => new("AlreadyExistsException", message);
}
