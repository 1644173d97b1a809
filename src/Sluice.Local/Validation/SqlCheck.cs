using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Configuration;
using Sluice.Local.Athena;
using Sluice.Local.Glue.Catalog;
using Sluice.Local.Hosting;
using Sluice.Local.S3;
using Sluice.Local.Storage;
using Sluice.Local.Template.Resources;
using Sluice.Local.Time;
using Sluice.Planning;
using Sluice.Sql;

namespace Sluice.Local.Validation;

/// <summary>
/// Finds what is wrong with pipelines' SQL without running them: each statement runs in the lake's Athena on tables that are
/// there as configured, and empty.
/// </summary>
internal sealed partial class SqlCheck : IAsyncDisposable
{
    private const string Results = "results";

    private readonly string root = Directory.CreateTempSubdirectory("sluice-validate-").FullName;
    private readonly List<(string Database, string Name, bool IsPrefix)> crawled;
    private readonly bool tablesAreKnown;
    private readonly ObjectStore store;
    private readonly GlueCatalog catalog;
    private readonly AthenaService athena;

    /// <param name="plans">A run of each pipeline that can be planned.</param>
    /// <param name="crawlers">The template's crawlers.</param>
    /// <param name="tablesAreKnown">Whether these are all pipelines: else a table may be one of a pipeline that cannot be planned.</param>
    internal SqlCheck(IReadOnlyList<RunPlan> plans, IReadOnlyList<CrawlerResource> crawlers, bool tablesAreKnown)
    {
        this.tablesAreKnown = tablesAreKnown;
        crawled =
        [
            .. plans.SelectMany(static plan => plan.Crawlers).Select(static crawler => (crawler.Database, Name: crawler.TablePrefix, IsPrefix: true)),
            .. crawlers.SelectMany(Crawled),
        ];
        var folder = new LakeFolder(root);
        var time = new LakeTime(TimeProvider.System);
        store = new ObjectStore(folder, time);
        catalog = new GlueCatalog(folder, time, new LakeIdentity());
        athena = AthenaService.Create(store, catalog, folder, time, new LakeIdentity());
        store.EnsureBucket(Results);
        foreach (var database in plans.SelectMany(static plan => plan.Databases).DistinctBy(static database => database.Name))
        {
            catalog.CreateDatabase(new GlueDatabase { Name = database.Name, LocationUri = database.Location });
        }

        foreach (var table in plans.SelectMany(static plan => plan.Tables).DistinctBy(static table => (table.Database, table.Name)))
        {
            Create(table, table.Name, table.Location);
        }

        foreach (var plan in plans)
        {
            foreach (var staged in plan.StagedTables)
            {
                Create(plan.Table(staged.Database, staged.Table), staged.StagedTable, staged.Location);
            }
        }
    }

    /// <summary>What is wrong with a pipeline's SQL: the file, relative to its folder, the line where one can be named, and Athena's reason.</summary>
    internal async Task<IReadOnlyList<ConfigurationError>> FindAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        // The parts of a range have the same text.
        var statements = plan.Statements.DistinctBy(static statement => (statement.SqlFile, statement.Table))
            .Select(static statement => (File: statement.SqlFile, statement.Sql, Origin: (SqlOrigin?)statement.Origin))
            .Concat(plan.Results.Select(static result => (File: result.SqlFile, result.Sql, Origin: (SqlOrigin?)result.Origin)))
            .Concat(plan.Checks.Select(static check => (File: check.SqlFile ?? "pipeline.json", check.Sql, check.Origin)));
        var problems = new List<ConfigurationError>();
        foreach (var (file, sql, origin) in statements)
        {
            if (await ReasonAsync(sql, cancellationToken) is { } reason && !IsLeftOut(reason))
            {
                problems.Add(new ConfigurationError(file, origin?.LineOf(reason), "", Place().Replace(reason, "")));
            }
        }

        return [.. problems.Distinct()];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await athena.DisposeAsync();
        catalog.Dispose();
        store.Dispose();
        Directory.Delete(root, recursive: true);
    }

    /// <summary>Why a statement fails on empty tables, or null.</summary>
    private async Task<string?> ReasonAsync(string sql, CancellationToken cancellationToken)
    {
        var started = await athena.Json.InvokeAsync(
            "StartQueryExecution",
            new JsonObject
            {
                ["QueryString"] = sql,
                ["ResultConfiguration"] = new JsonObject { ["OutputLocation"] = $"s3://{Results}/" },
            },
            cancellationToken);
        var id = (string)started["QueryExecutionId"]!; // StartQueryExecution always answers with it
        await athena.WaitForQueryAsync(id, cancellationToken);
        var query = await athena.Json.InvokeAsync("GetQueryExecution", new JsonObject { ["QueryExecutionId"] = id }, cancellationToken);
        var status = query["QueryExecution"]!["Status"]!; // an execution always has one
        return (string?)status["State"] == "SUCCEEDED" ? null : (string?)status["StateChangeReason"] ?? "It failed without a reason.";
    }

    /// <summary>What only a run, or AWS, can tell: a table that a crawler makes, and what Athena knows and the lake does not.</summary>
    private bool IsLeftOut(string reason)
    {
        if (reason.StartsWith("NOT_SUPPORTED", StringComparison.Ordinal))
        {
            return true;
        }

        return MissingTable().Match(reason) is { Success: true } missing
            && (!tablesAreKnown || crawled.Exists(table =>
                table.Database == missing.Groups["database"].Value
                && (table.IsPrefix
                    ? missing.Groups["table"].Value.StartsWith(table.Name, StringComparison.Ordinal)
                    : missing.Groups["table"].Value == table.Name)));
    }

    /// <summary>The tables of a crawler of the template, as far as its targets tell: a folder is a table of its name, and so is a database's table.</summary>
    private static IEnumerable<(string Database, string Name, bool IsPrefix)> Crawled(CrawlerResource crawler)
    {
        var prefix = (string?)crawler.Request["TablePrefix"] ?? "";
        return Paths(crawler, "S3Targets").Select(static path => path.TrimEnd('/').Split('/')[^1])
            .Concat(Paths(crawler, "JdbcTargets").Select(static path => path.Split('%')[0].Replace('/', '_')))
            .Select(name => ((string?)crawler.Request["DatabaseName"] ?? "", (prefix + name).ToLowerInvariant(), name.EndsWith('_')));
    }

    private static IEnumerable<string> Paths(CrawlerResource crawler, string targets) =>
        (crawler.Request["Targets"]?[targets] as JsonArray ?? []).Select(static target => (string?)target?["Path"] ?? "");

    private void Create(TablePlan table, string name, string location)
    {
        if (S3Uri.TryParse(location, out var uri))
        {
            store.EnsureBucket(uri.Bucket);
        }

        catalog.CreateTable(new GlueTable
        {
            Name = name,
            DatabaseName = table.Database,
            TableType = "EXTERNAL_TABLE",
            Parameters = table.Storage.TableParameters,
            PartitionKeys = [.. table.PartitionKeys.Select(static key => new GlueColumn { Name = key.Name, Type = key.Type })],
            StorageDescriptor = new StorageDescriptor
            {
                Columns = [.. table.Columns.Select(static column => new GlueColumn { Name = column.Name, Type = column.Type })],
                Location = location,
                InputFormat = table.Storage.InputFormat,
                OutputFormat = table.Storage.OutputFormat,
                SerdeInfo = new SerDeInfo { SerializationLibrary = table.Storage.SerializationLibrary, Parameters = table.Storage.SerdeParameters },
            },
        });
    }

    /// <summary>A place in the statement that is made of the file: not one in the file.</summary>
    [GeneratedRegex(@"(?<=^[A-Z_]+: )line \d+:\d+: ")]
    private static partial Regex Place();

    [GeneratedRegex(@"^TABLE_NOT_FOUND: .*Table 'awsdatacatalog\.(?<database>[^.']+)\.(?<table>[^']+)' does not exist")]
    private static partial Regex MissingTable();
}
